"""The records that a sub-flow node makes: making them, hearing how they end, writing back.

A child's end is heard from its record's event, after commit and at least once; the parent goes on
in a transaction of its own, so that no run is ever locked inside another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from huiliu.core import events, ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.forms import published_shapes
from huiliu.core.records import Record
from workflow_engine.behind import behind
from workflow_engine.errors import TooDeep, TooManyChildren
from workflow_engine.models import Child, FlowTask, Process
from workflow_engine.run import Run

if TYPE_CHECKING:
    from workflow_engine.nodes.subflow import SubflowConfig

REFUSED = {
    "zh-CN": "子流程未能发起：{why}",
    "en": "A sub-flow could not be started: {why}",
}
MOST = 200
DEEPEST = 5
_STATES = {
    "created": "open",
    "submitted": "open",
    "approved": "approved",
    "unapproved": "open",
    "rejected": "rejected",
    "withdrawn": "open",
    "voided": "gone",
    "deleted": "gone",
    "restored": "open",
}


@dataclass(frozen=True)
class Wanted:
    """One child to make."""

    actor: Actor
    values: dict[str, Any]
    row: int | None = None
    member: int | None = None


def make(config: SubflowConfig, task: FlowTask, process: Process) -> None:
    """All of them in this transaction; what their form refuses, the step before is refused with."""
    run, wanted = process.run, []
    for one in _wanted(config, process.run):
        wanted.append(one)
        if len(wanted) > MOST:
            raise TooManyChildren(most=str(MOST))
    if run.cause.depth >= DEEPEST:
        raise TooDeep(most=str(DEEPEST))
    cause = run.cause.deeper(
        f"flow:{process.definition.key}#{run.record_id}", run.cause.asker(run.actor)
    )
    shape = published_shapes(run.app)(config.form)
    for one in wanted:
        with behind(run.app, shape, REFUSED, cause.asked_by):
            record = ports.records().create(
                run.app,
                config.form,
                one.values,
                access=system_access(one.actor, config.form),
                submit=config.submit,
                cause=cause,
            )
        Child.objects.create(
            task=task,
            process=process,
            app_id=run.app.id,
            form=config.form,
            record_id=record.id,
            record_uid=record.uid,
            row=one.row,
            member_id=one.member,
            state=_state_of(record),
            created_at=run.now,
        )


def waited_for(config: SubflowConfig) -> tuple[str, ...]:
    return ("open", "rejected") if config.rejected == "wait" else ("open",)


def write_back(config: SubflowConfig, task: FlowTask, process: Process) -> None:
    """Values of the finished children into the record, in one change."""
    if not config.back:
        return
    run = process.run
    read = {child.row: _read(child, config, run) for child in task.children.order_by("id")}
    values = _of_rows(config, run, read) if _rows(config) else _of_record(config, read)
    if values:
        access = system_access(run.initiator, run.form)
        run.record = ports.records().change(
            run.app, run.form, run.record_id, values, access=access, cause=run.cause
        )


def on_record(payload: Mapping[str, Any]) -> None:
    """A record somewhere got somewhere. Most are nobody's child: one question to an index."""
    event = next((one for one in reversed(payload["events"]) if one in _STATES), None)
    rows = Child.objects.filter(
        app_id=payload["app"],
        form=payload["form"],
        record_id=payload["record"],
        process__aside=False,
    )
    if event is None:
        return
    for child in rows.exclude(state=_STATES[event]).exclude(task__status__in=("DONE", "CANCELED")):
        _moved(child.pk, child.process_id, event)


def _moved(pk: int, process_id: int, event: str) -> None:
    from workflow_engine.approvals.acting import run_of
    from workflow_engine.compile import BaseFlow

    with BaseFlow.lock(process_id):
        child = Child.objects.select_related("task__process__definition").get(pk=pk)
        task = child.task
        if task.status != "STARTED":
            return
        run = run_of(task.process, ports.org().actor(task.process.initiator_id))
        run.by_itself = True
        child.state = _state_now(child, run, event)
        child.save(update_fields=["state"])
        task.process.run = run
        task.flow_task.activation_class(task).child_moved()


def _state_now(child: Child, run: Run, event: str) -> str:
    """Events may come late or twice: the record itself is asked how it stands."""
    try:
        access = system_access(run.actor, child.form)
        record = ports.records().read(run.app, child.form, child.record_id, access=access)
    except NotFound:
        return "gone"
    return _state_of(record, was_rejected=event == "rejected")


def _state_of(record: Record, *, was_rejected: bool = False) -> str:
    """A record that is no document is done when it is made."""
    match record.state:
        case None | "approved" | "closed":
            return "approved"
        case "void":
            return "gone"
        case "draft" if was_rejected:
            return "rejected"
        case _:
            return "open"


def _wanted(config: SubflowConfig, run: Run) -> Iterator[Wanted]:
    at = run.reader(_paths(config))
    if config.each is None:
        yield Wanted(run.initiator, _values(config, at))
    elif config.each.rows is not None:
        start = f"{config.each.rows}."
        for row in run.record.values.get(config.each.rows) or ():

            def of_row(path: str, row: Mapping[str, Any] = row) -> Any:
                return row.get(path.removeprefix(start)) if path.startswith(start) else at(path)

            yield Wanted(run.initiator, _values(config, of_row), row=row["$row"])
    else:
        found = at(config.each.members or "")
        listed = found if isinstance(found, list) else [found]
        people = [one for one in dict.fromkeys(listed) if isinstance(one, int)]
        for member in ports.org().active(run.app.workspace_id, people):
            values = _values(config, at, member)
            yield Wanted(ports.org().actor(member), values, member=member)


def _paths(config: SubflowConfig) -> list[str]:
    own = f"{_rows(config)}." if _rows(config) else None
    paths = [s.field for s in config.values.values() if s.field is not None]
    if config.each is not None and config.each.members is not None:
        paths.append(config.each.members)
    return [path for path in paths if own is None or not path.startswith(own)]


def _values(config: SubflowConfig, at: Any, member: int | None = None) -> dict[str, Any]:
    def of(source: Any) -> Any:
        if source.member:
            return member
        return source.value if source.field is None else at(source.field)

    return {path: of(source) for path, source in config.values.items()}


def _rows(config: SubflowConfig) -> str | None:
    return config.each.rows if config.each is not None else None


def _read(child: Child, config: SubflowConfig, run: Run) -> Mapping[str, Any]:
    """What goes back; nothing from one that is gone."""
    if child.state != "approved":
        return {}
    wanted = sorted(set(config.back.values()))
    found = ports.records().values(run.app, child.form, [child.record_id], wanted)
    return found.get(child.record_id, {})


def _of_record(config: SubflowConfig, read: Mapping[Any, Mapping[str, Any]]) -> dict[str, Any]:
    """With several children the last one stands."""
    values: dict[str, Any] = {}
    for found in read.values():
        values |= {ours: found[theirs] for ours, theirs in config.back.items() if theirs in found}
    return values


def _of_rows(
    config: SubflowConfig, run: Run, read: Mapping[Any, Mapping[str, Any]]
) -> dict[str, Any]:
    subform = _rows(config) or ""
    rows = []
    for row in run.record.values.get(subform) or ():
        found = read.get(row["$row"], {})
        changed = {
            ours.removeprefix(f"{subform}."): found[theirs]
            for ours, theirs in config.back.items()
            if theirs in found
        }
        rows.append({**row, **changed})
    return {subform: rows}


events.subscribe(events.RECORD, "subflows", on_record)
