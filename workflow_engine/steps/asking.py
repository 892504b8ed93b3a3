"""Whom an approval asks, and who need not be asked because a setting has the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from huiliu.core import ports
from huiliu.core.text import choose
from workflow_engine import assignees, choosing, stand_ins
from workflow_engine.candidates import superiors
from workflow_engine.errors import NoApprover
from workflow_engine.models import FlowTask, Process, WorkItem
from workflow_engine.node_type import type_of
from workflow_engine.places import RESUBMIT

if TYPE_CHECKING:
    from workflow_engine.document import Settings
    from workflow_engine.run import Run


def asked(config: Any, settings: Settings, task: FlowTask, process: Process) -> list[WorkItem]:
    """The work items of a visit, not stored yet. None: nobody is asked, the node is passed.
    ``config`` is a ``PeopleConfig``; naming the type here would be a circle."""
    run = process.run
    people, origin = _people(config, settings, run), "assigned"
    if not people and config.empty != "pass":
        people, origin = assignees.in_place_of_nobody(config.empty, run), "fallback"
        if not people:
            raise NoApprover(node=choose(config.title or {}, run.actor.language) or config.id)
    # What was sent back, somebody must look at.
    may_answer = "approve" in type_of(config).answers and not task.data.get("sent_back")
    answered = _answered(settings, run, people) if may_answer else {}
    weights = _weights(config, run)
    return [
        WorkItem(
            task=task,
            process=process,
            app_id=process.app_id,
            member_id=one,
            node=task.node,
            position=position,
            state="approved" if one in answered else "pending",
            origin=answered.get(one, "stand_in" if behalf else origin),
            on_behalf=behalf,
            weight=weights.get(behalf or one, 1),
            created_at=run.now,
            acted_at=run.now if one in answered else None,
        )
        for position, (one, behalf) in enumerate(stand_ins.in_place(people, run).items())
    ]


def _people(config: Any, settings: Settings, run: Run) -> list[int]:
    """Whom the node names, as far as the flow lets its initiator be asked."""
    choosing.require(config, run)
    found = assignees.resolve(config.assignees, run, config.id)
    if run.initiator_id not in found or config.id == RESUBMIT:
        return found
    others = [one for one in found if one != run.initiator_id]
    match settings.same_as_initiator:
        case "exclude":
            return others
        case "head":
            above = ports.org().active(run.app.workspace_id, superiors(run.initiator_id))
            return list(dict.fromkeys([*others, *above]))
        case _:
            return found


def _weights(config: Any, run: Run) -> dict[int, int]:
    """The first entry that names a member counts."""
    weights: dict[int, int] = {}
    for one in getattr(config, "weights", ()):
        for member in assignees.resolve(one.who, run):
            weights.setdefault(member, one.weight)
    return weights


def _answered(settings: Settings, run: Run, members: list[int]) -> dict[int, str]:
    """Member → why their answer is known."""
    said_yes = set(_said_yes(settings.duplicate_approver, run)) if members else set()
    answered = {one: "repeated" for one in members if one in said_yes}
    if settings.same_as_initiator == "pass" and run.initiator_id in members:
        answered[run.initiator_id] = "initiator"
    return answered


def _said_yes(policy: str, run: Run) -> list[int]:
    """Whoever has only submitted again has approved nothing."""
    if policy == "previous":
        return run.last_handlers(but=RESUBMIT)
    if policy == "pass" and run.process is not None:
        items = run.process.items.filter(state="approved", stale=False)
        return list(items.exclude(node=RESUBMIT).values_list("member_id", flat=True))
    return []
