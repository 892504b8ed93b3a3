"""Plays sample records through the pipeline, each as the member who would have entered it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import AppRef, Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import HuiliuError
from huiliu.core.records import Record, Values
from huiliu.core.transactions import run_in_transaction
from templates_library.following import push_down
from templates_library.models import SampleRecord
from templates_library.sample_data import SampleFile, SampleRecordIn
from workflow_engine import api as workflow

Progress = Callable[[int, int, str], None]
"""How many records are done, of how many, and what comes next."""

_CAUSE = Cause("template")


class BadSample(HuiliuError):
    """The template's own mistake, said with the record it is in."""

    code, status = "bad_sample", 422
    words = {
        "zh-CN": "示例数据“{key}”有误：{reason}",
        "en": "The sample record “{key}” is wrong: {reason}",
    }


@dataclass(frozen=True)
class Stage:
    """Where the records are played, and by whom."""

    app: AppRef
    members: Mapping[str, int]
    departments: Mapping[str, int]
    time_zone: str


def play(stage: Stage, files: Sequence[SampleFile], progress: Progress) -> int:
    """How many were made. Those of an earlier, unfinished run are not made again."""
    rows = SampleRecord.objects.filter(app=stage.app.id)
    done = dict(rows.values_list("key", "uid"))
    records = [one for file in files for one in _spelled_out(file)]
    made = 0
    for position, one in enumerate(records):
        progress(position, len(records), one.form or "")
        if one.key not in done:
            done[one.key] = _make(stage, one, done)
            made += 1
    progress(len(records), len(records), "")
    return made


def _spelled_out(file: SampleFile) -> Iterator[SampleRecordIn]:
    """Each record with its own form and member."""
    for one in file.records:
        yield one.model_copy(update={"form": one.form or file.form, "as_": one.as_ or file.as_})


def _make(stage: Stage, one: SampleRecordIn, done: Mapping[str, str]) -> str:
    """The record, its approvals and the note that it was made: all or nothing."""

    def work() -> str:
        record = _create(stage, one, done)
        for key in one.approve_by:
            _approve(stage, record, key)
        SampleRecord.objects.create(
            app_id=stage.app.id, key=one.key, form=record.form, uid=record.uid
        )
        return record.uid

    try:
        return run_in_transaction(work)
    except HuiliuError as error:
        reason = f"{error.message('zh-CN')} {_complaints(error)}".strip()
        raise BadSample(key=one.key, reason=reason) from error


def _create(stage: Stage, one: SampleRecordIn, done: Mapping[str, str]) -> Record:
    actor = ports.org().actor(stage.members[one.as_ or ""])
    form = one.form or ""
    access = ports.permissions().access(actor, stage.app, form)
    values = _value(stage, one.values, done)
    if one.follows is not None:
        return _follow(stage, one, values, access)
    return ports.records().create(
        stage.app, form, values, access=access, submit=one.submit, cause=_CAUSE
    )


def _follow(stage: Stage, one: SampleRecordIn, values: Values, access: Access) -> Record:
    """Pushed down, changed and submitted, as a member does it."""
    assert one.follows is not None
    actor, records, form = (
        ports.org().actor(stage.members[one.as_ or ""]),
        ports.records(),
        one.form or "",
    )
    made = push_down(stage.app, form, one.follows, actor=actor, cause=_CAUSE)
    if values:
        made = records.change(stage.app, form, made.id, values, access=access, cause=_CAUSE)
    if one.submit:
        made = records.submit(stage.app, form, made.id, access=access, cause=_CAUSE)
    return made


def _approve(stage: Stage, record: Record, key: str) -> None:
    actor = ports.org().actor(stage.members[key])
    rights = ports.flows().rights(record, actor)
    if rights is None:
        raise BadSample(key=key, reason="这位成员没有待办")
    workflow.approve(rights.task_id, actor=actor)


def _value(stage: Stage, given: Any, done: Mapping[str, str]) -> Any:
    """JSON with what only this company knows filled in. ``Any``: it is as deep as a form."""
    match given:
        case {"@": str(key), "field": str(field)}:
            return _field_of(stage, key, field)
        case {"@": str(key)}:
            return done[key]
        case {"@member": str(key)}:
            return str(stage.members[key])
        case {"@department": str(key)}:
            return str(stage.departments[key])
        case {"days_ago": int(days)}:
            today = ports.clock().today(stage.time_zone)
            return (today - timedelta(days=days)).isoformat()
        case dict():
            return {name: _value(stage, one, done) for name, one in given.items()}
        case list():
            return [_value(stage, one, done) for one in given]
        case _:
            return given


def _field_of(stage: Stage, key: str, field: str) -> Any:
    """What an earlier record has in a field: the number of a delivery that is paid."""
    note = SampleRecord.objects.get(app_id=stage.app.id, key=key)
    access = system_access(ports.org().actor(next(iter(stage.members.values()))), note.form)
    this = Condition(cond=(Term(field="$id", op="eq", value=note.uid),))
    (found,) = ports.records().find(stage.app, note.form, this, access=access, limit=1)
    return found.values[field]


def _complaints(error: HuiliuError) -> str:
    return "; ".join(
        f"{path}: {', '.join(str(one.as_json('zh-CN')['message']) for one in errors)}"
        for path, errors in error.fields.items()
    )
