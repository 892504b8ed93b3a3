"""Names in a sheet become ids: a customer by its title or code, a member by name or login."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_engine.catalog import find_form
from form_engine.exchange.grouping import SheetRecord
from form_engine.exchange.layout import SheetColumn
from form_engine.queries.called import Called, called
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FieldError, NotFound

_MANY: Mapping[str, str] = {
    "zh-CN": "有多条数据叫“{name}”，请改用编号",
    "en": 'Several records are called "{name}"; use a number that tells them apart',
}


@dataclass(frozen=True)
class Name:
    """A name in a cell: the line it is in, its column, and which line of the record that is."""

    line: dict[str, Any]
    column: SheetColumn
    number: int

    @property
    def text(self) -> str:
        return str(self.line[self.column.config.id])

    @property
    def path(self) -> str:
        own = self.column.config.id
        return f"{self.column.subform}.{self.number}.{own}" if self.column.subform else own


class Names:
    """What names of a sheet were found to mean, so that it is asked once. Only what is certain:
    not what nobody is called by, and nothing of the form that is being filled."""

    def __init__(self, form: str) -> None:
        self._form = form
        self._found: dict[tuple[str, str], dict[str, Sequence[str]]] = {}

    def known(self, app: AppRef, actor: Actor, column: SheetColumn, texts: Sequence[str]) -> Called:
        link, form = str(column.kind.link), str(getattr(column.config, "form", ""))
        if link != "record" or form == self._form:
            return _known(app, actor, column, texts)
        found = self._found.setdefault((link, form), {})
        unknown = [text for text in texts if text not in found]
        if unknown:
            asked = _known(app, actor, column, unknown)
            found.update((text, ids) for text, ids in asked.items() if len(ids) == 1)
            return {**found, **asked}
        return found


def name_all(
    app: AppRef,
    actor: Actor,
    records: Sequence[SheetRecord],
    columns: Sequence[SheetColumn],
    names: Names,
) -> list[dict[str, FieldError]]:
    """Puts ids in the place of names, one question per form. What nobody is called by stays as it
    is; the pipeline takes it for an id or refuses it. Gives complaints by path, per record."""
    pointing = [
        column for column in columns if column.kind.link in ("record", "member", "department")
    ]
    wrong: list[dict[str, FieldError]] = [{} for _ in records]
    for column in pointing:
        found = [list(_names(record, column)) for record in records]
        texts = sorted({name.text for many in found for name in many})
        known = names.known(app, actor, column, texts) if texts else {}
        for complaints, many in zip(wrong, found, strict=True):
            complaints |= dict(_put(many, known))
    return wrong


def _names(record: SheetRecord, column: SheetColumn) -> Iterator[Name]:
    lines = record.given.get(column.subform, ()) if column.subform else (record.given,)
    for number, line in enumerate(lines):
        if column.config.id in line:
            yield Name(line, column, number)


def _put(names: Iterable[Name], known: Called) -> Iterator[tuple[str, FieldError]]:
    for name in names:
        found = known.get(name.text, ())
        if len(found) == 1:
            name.line[name.column.config.id] = found[0]
        elif found:
            yield name.path, FieldError("ambiguous", _MANY, {"name": name.text})


def _known(app: AppRef, actor: Actor, column: SheetColumn, texts: Sequence[str]) -> Called:
    match column.kind.link:
        case "record":
            return _records(app, actor, str(getattr(column.config, "form", "")), texts)
        case "member":
            return _text_ids(ports.org().called(app.workspace_id, texts))
        case _:
            return _text_ids(ports.org().departments_called(app.workspace_id, texts))


def _text_ids(found: Mapping[str, Sequence[int]]) -> Called:
    return {name: [str(one) for one in ids] for name, ids in found.items()}


def _records(app: AppRef, actor: Actor, form: str, texts: Sequence[str]) -> Called:
    if find_form(app, form) is None:
        return {}
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return {}
    return called(app, form, texts, access=access)
