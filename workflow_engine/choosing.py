"""Where people choose who is asked: the initiator for all nodes, an approver for the next."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.records import Record
from huiliu.core.text import choose
from huiliu.core.transactions import aside, run_in_transaction
from workflow_engine.errors import ChoosePeople
from workflow_engine.models import Choice, FlowDefinition, WorkItem
from workflow_engine.node_type import NodeConfig, type_of
from workflow_engine.places import RESUBMIT
from workflow_engine.run import Run

if TYPE_CHECKING:
    from workflow_engine.document import FlowDocument

Choices = Mapping[str, Sequence[int]]


def on_submit(run: Run, definition: FlowDefinition) -> dict[str, list[int]]:
    """What the initiator has chosen. Raises ChoosePeople if a node on the way, as things stand,
    lacks it: an approver in the middle could not help."""
    from workflow_engine import compiled

    document = compiled.get(definition.class_name).document
    if not any(map(chooser, document.by_id.values())):
        return {}
    of_record = Choice.objects.filter(app_id=run.app.id, form=run.form, record_id=run.record_id)
    with aside():
        chosen = dict(of_record.values_list("node", "members"))
    lacking = [node for node in asking_initiator(document, run) if not chosen.get(node.id)]
    _require_none(lacking, run)
    return chosen


def take(given: Choices, item: WorkItem) -> None:
    """What whoever answers has chosen: for nodes that leave it to them, people who are there."""
    process, run = item.process, item.process.run
    document = process.flow_class.document
    may = ("previous", "initiator") if item.node == RESUBMIT else ("previous",)
    for node, members in given.items():
        config = document.by_id.get(node)
        active = ports.org().active(run.app.workspace_id, list(members))
        if config is None or chooser(config) not in may or len(active) != len(set(members)):
            raise ValidationFailed(fields={f"choose.{node}": [FieldError("bad_value")]})
        process.choices = {**process.choices, node: active}
    if given:
        process.save(update_fields=["choices"])


def keep(record: Record, given: Choices, *, actor: Actor) -> None:
    """What the initiator chooses before they submit."""
    for node, members in given.items():
        if len(ports.org().active(actor.workspace_id, list(members))) != len(set(members)):
            raise ValidationFailed(fields={f"choose.{node}": [FieldError("bad_value")]})

    def work() -> None:
        for node, members in given.items():
            Choice.objects.update_or_create(
                app_id=record.app.id,
                form=record.form,
                record_id=record.id,
                node=node,
                defaults={"members": list(members)},
            )

    run_in_transaction(work)


def asking_initiator(document: FlowDocument, run: Run) -> list[NodeConfig]:
    """Nodes on the way whose people the initiator chooses."""
    return [node for node in _ahead(document.nodes, run) if chooser(node) == "initiator"]


def chooser(node: Any) -> str | None:
    found = getattr(node, "assignees", None)
    return found.chosen if found is not None else None


def require(node: Any, run: Run) -> None:
    """At a node whose people the last handler chooses: they must have. What went on by itself, or
    names others too, does not wait for a choice."""
    is_needed = chooser(node) == "previous" and not run.choices.get(node.id)
    if is_needed and not run.by_itself:
        _require_none([node], run)


def _require_none(nodes: Sequence[NodeConfig], run: Run) -> None:
    if nodes:
        titles = [choose(n.title or type_of(n).words, run.actor.language) for n in nodes]
        raise ChoosePeople({node.id: title for node, title in zip(nodes, titles, strict=True)})


def _ahead(nodes: Iterable[NodeConfig], run: Run) -> Iterable[NodeConfig]:
    for node in nodes:
        yield node
        for sequence in type_of(node).taken(node, run.holds):
            yield from _ahead(sequence, run)
