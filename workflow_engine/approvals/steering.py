"""What an administrator does with somebody else's run: other people, another node, the end."""

from __future__ import annotations

from viewflow.workflow.token import Token

from huiliu.core.actor import Actor
from huiliu.core.errors import Forbidden
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, places
from workflow_engine.approvals.people import free
from workflow_engine.approvals.runs import on_run
from workflow_engine.approvals.terminating import end_run
from workflow_engine.approvals.transferring import hand_over
from workflow_engine.compile import attribute
from workflow_engine.errors import BadReturn, BadTransfer, NotRunning
from workflow_engine.models import FlowTask, Process, WorkItem
from workflow_engine.node_type import type_of
from workflow_engine.places import RESUBMIT, RESUBMIT_NAME
from workflow_engine.votes import OPEN


def change_assignee(
    process_id: int, node: str, member: int, to: int, *, actor: Actor, comment: str = ""
) -> None:
    """Whoever is asked at a node is not any more; ``to`` is, in their seat."""
    require_admin(actor)
    run_in_transaction(lambda: _change(process_id, node, member, to, actor, comment))


def jump(process_id: int, node: str, *, actor: Actor, comment: str = "") -> None:
    """Everything that is open ends; the run goes on at a node of its main way, or with its
    initiator (``resubmit``). Raises BadReturn for a node inside parallel ways."""
    require_admin(actor)
    run_in_transaction(lambda: _jump(process_id, node, actor, comment))


def end(process_id: int, *, actor: Actor, comment: str = "") -> None:
    """As if an approver had ended it."""
    require_admin(actor)
    run_in_transaction(lambda: _end(process_id, actor, comment))


def _change(process_id: int, node: str, member: int, to: int, actor: Actor, comment: str) -> None:
    with on_run(process_id, actor) as process:
        _require_running(process)
        items = WorkItem.objects.filter(process=process, node=node, member_id=member)
        item = items.filter(state__in=OPEN).select_related("task").first()
        if item is None:
            raise NotRunning
        item.process = item.task.process = process
        taken = item.task.items.filter(member_id=to, state__in=OPEN).exists()
        if taken or not (to == actor.member_id or free(item, [to], actor)):
            raise BadTransfer
        hand_over(item, to, "transfer", comment)
        log.on_run(process, "change", comment, to=[to], of=member, node=node)
        item.task.flow_task.activation_class(item.task).settle(member)


def _jump(process_id: int, node: str, actor: Actor, comment: str) -> None:
    with on_run(process_id, actor) as process:
        _require_running(process)
        log.on_run(process, "jump", comment, node=node)
        goes_on_at(process, node)


def goes_on_at(process: Process, node: str) -> None:
    """Ends every visit that is open, and visits a node of the main way. Answers given before no
    longer speak for anybody."""
    flow = process.flow_class
    name = RESUBMIT_NAME if node == RESUBMIT else attribute(node)
    target = flow.instance.node(name, no_obsolete=True)
    if target is None or (node != RESUBMIT and node not in steps(flow.document)):
        raise BadReturn
    newest = FlowTask.objects.filter(process=process).order_by("-pk")[0]
    newest.process = process
    activation = newest.flow_task.activation_class(newest)
    for open_visit in places.open_in(process, "start", but=0):
        open_visit.flow_task.activation_class(open_visit).cancel()
    WorkItem.objects.filter(process=process, stale=False).update(stale=True)
    newest.refresh_from_db(fields=["status"])
    data = {"sent_back": True}
    activation._activate_next({target._create(activation, Token("start"), data=data)})


def steps(document: object) -> list[str]:
    """Nodes of people on the main way, also inside branches of which one is taken."""
    from workflow_engine.node_type import NodeConfig

    def walk(nodes: tuple[NodeConfig, ...]) -> list[str]:
        found: list[str] = []
        for node in nodes:
            kind = type_of(node)
            found += [node.id] if kind.answers else []
            if not kind.at_once:
                found += [one for _, inside in kind.sequences(node) for one in walk(inside)]
        return found

    return walk(getattr(document, "nodes", ()))


def _end(process_id: int, actor: Actor, comment: str) -> None:
    with on_run(process_id, actor) as process:
        _require_running(process)
        log.on_run(process, "terminate", comment)
        end_run(process, comment)


def _require_running(process: Process) -> None:
    if process.status != "NEW":
        raise NotRunning


def require_admin(actor: Actor) -> None:
    if not actor.is_admin:
        raise Forbidden
