"""Sample records that follow from earlier ones: pushed down as their member would do it."""

from __future__ import annotations

from collections.abc import Mapping

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.core.records import Record
from templates_library.models import SampleRecord
from templates_library.sample_data import SampleSource


def push_down(
    app: AppRef, form: str, source: SampleSource, *, actor: Actor, cause: Cause
) -> Record:
    """The draft. Raises NotFound for a source that was not made or that the member may not see,
    and what 下推 itself refuses."""
    records = [_source(app, key, actor) for key in source.records]
    link = f"{form}.{source.link}"
    wanted = _wanted(app, records[0], link, source, actor)
    return forms.push(app, records, link, actor=actor, cause=cause, wanted=wanted)[1]


def _source(app: AppRef, key: str, actor: Actor) -> Record:
    note = SampleRecord.objects.filter(app_id=app.id, key=key).first()
    if note is None:
        raise NotFound
    access = ports.permissions().access(actor, app, note.form)
    this = Condition(cond=(Term(field="$id", op="eq", value=note.uid),))
    found = ports.records().find(app, note.form, this, access=access, limit=1)
    if not found:
        raise NotFound
    return found[0]


def _wanted(
    app: AppRef, record: Record, link: str, source: SampleSource, actor: Actor
) -> Mapping[int, str | None] | None:
    if source.amounts is None:
        return None
    lines = next((found for one, found in forms.pushes(app, record, actor) if one.key == link), [])
    numbers = [line.key[0] if line.key[1] is None else line.key[1] for line in lines]
    chosen = zip(numbers, source.amounts, strict=False)
    return {number: amount for number, amount in chosen if amount != "0"}
