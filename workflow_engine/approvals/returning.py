"""退回: sends a run back to a node it has passed, or to its initiator."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, cast

from viewflow.workflow.token import Token

from huiliu.core.actor import Actor
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, permitted, places
from workflow_engine.approvals.acting import acting
from workflow_engine.approvals.saving import Values, fill_in
from workflow_engine.compile import attribute
from workflow_engine.errors import ActionOff, BadReturn
from workflow_engine.log import NOTHING_SAID, Said
from workflow_engine.models import Process, WorkItem
from workflow_engine.node_actions import Return
from workflow_engine.places import RESUBMIT, RESUBMIT_NAME, Place

After = Literal["replay", "direct"]


def send_back(
    item_id: int,
    *,
    actor: Actor,
    to: str = "",
    after: After | None = None,
    said: Said = NOTHING_SAID,
    values: Values | None = None,
) -> str:
    """``to``: a node's id, ``resubmit`` or the start node for the initiator, nothing for the node
    before. ``after``: whether the nodes between are run again, or the run comes straight back."""
    return run_in_transaction(lambda: _send_back(item_id, actor, to, after, said, values))


def _send_back(
    item_id: int, actor: Actor, to: str, after: After | None, said: Said, values: Values | None
) -> str:
    with acting(item_id, actor) as (item, activation):
        config = item.task.flow_task.config
        action = cast(Return, permitted.require(config, "return", said))
        place = _chosen(activation, action, to)
        direct = _comes_back(action, after)
        changed = fill_in(item, values)
        item.state, item.comment = "returned", said.comment
        item.acted_at = item.process.run.now
        item.save(update_fields=["state", "comment", "acted_at"])
        log.by_holder(item, "return", said, node=place.node, direct=direct, **changed)
        go_back(activation, place, direct=direct, answered=[actor.member_id])
        return item.process.outcome or "running"


def go_back(activation: Any, place: Place, *, direct: bool, answered: Sequence[int] = ()) -> None:
    """Ends this visit and everything beside it that depends on the place, and visits the place
    again. Answers given since no longer speak for anybody."""
    task, process = activation.task, activation.process
    here = task.token.token
    scope = places.common(here, place.token)
    activation.send_back(*answered)
    for other in places.open_in(process, scope, but=task.pk):
        other.flow_task.activation_class(other).cancel()
    _forget_answers(process, place, here=task.pk, only_there=direct)
    name = RESUBMIT_NAME if place.node == RESUBMIT else attribute(place.node)
    node = activation.flow_class.instance.node(name)
    data: dict[str, Any] = {"sent_back": True}
    if direct:
        data["resume"] = {"node": activation.flow_task.name, "token": here}
    activation._activate_next({node._create(activation, Token(place.token), data=data)})


def _chosen(activation: Any, action: Return, to: str) -> Place:
    start = places.first_node(activation.flow_class.document)
    wanted = RESUBMIT if to == start else to
    allowed = places.targets(activation.task, action, start)
    found = [place for place in allowed if place.node == wanted] if wanted else allowed
    if not found:
        raise BadReturn
    return found[0]


def _comes_back(action: Return, after: After | None) -> bool:
    if action.after == "choose":
        return after == "direct"
    if after is not None and after != action.after:
        raise ActionOff
    return action.after == "direct"


def _forget_answers(process: Process, place: Place, *, here: int, only_there: bool) -> None:
    given = WorkItem.objects.filter(process=process, stale=False)
    if only_there:
        given.filter(task_id__in=[here, place.task]).update(stale=True)
    else:
        given.filter(task_id__gte=place.task or 0).update(stale=True)
