"""A form as somebody fills it in: values by field, found by the names a form may give them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.acceptance.player.labels import Doc
from tests.acceptance.player.people import Person
from tests.acceptance.player.resolving import spelled
from tests.acceptance.player.stage import Stage

Values = dict[str, Any]
ROW = "$row"
"""Which row of the record it is, in rows that are there already."""


class Sheet:
    """``put`` takes the first of several names that is a field of the form."""

    def __init__(self, stage: Stage, form: str) -> None:
        self.stage, self.form = stage, form
        self.fields = stage.designs.fields(form)
        self.values: Values = {}
        self.parts: dict[str, list[Values]] = {}

    def put(self, value: Any, *names: str, needed: bool = True) -> None:
        """Nothing for None. ``needed``: that a form has no such field is a difference."""
        self.put_into(self.values, "", value, names, needed)

    def row(self, part: str = "lines") -> Row:
        """A new row of that subform."""
        rows = self.parts.setdefault(part, [])
        rows.append({})
        return Row(self, f"{part}.", rows[-1])

    def follow(self, source: Doc) -> dict[str, Any]:
        """Names the document this one follows from; the link, for its lines."""
        link = self.stage.designs.link(self.form, source.form)
        if "." not in link["record"]:
            self.values[link["record"]] = source.id
        return link

    def put_into(
        self, into: Values, prefix: str, value: Any, names: tuple[str, ...], needed: bool
    ) -> None:
        if value is None:
            return
        path = self.stage.designs.first(self.form, *(prefix + name for name in names))
        if path is not None:
            into[path.removeprefix(prefix)] = spelled(self.stage, self.fields[path], value)
        elif needed:
            self.stage.lost.append((f"inputs.{self.form}.{prefix}{names[0]}", value, None))

    def for_person(self, person: Person) -> tuple[Values, Values]:
        """What they may fill in, and what is left for those who approve."""
        editable = person.editable(self.form)
        given = _some(self.values, "", editable.__contains__)
        left = _some(self.values, "", self._is_left(editable))
        for part, rows in self.parts.items():
            prefix = f"{part}."
            may = editable | {prefix + ROW}
            given[part] = [_some(row, prefix, may.__contains__) for row in rows]
            others = [_some(row, prefix, self._is_left(editable)) for row in rows]
            if any(others):
                left[part] = others
        return given, left

    def _is_left(self, editable: frozenset[str]) -> Callable[[str], bool]:
        def left(path: str) -> bool:
            if path.endswith(ROW):
                return False
            field = self.fields[path]
            typed = field["type"] not in ("formula", "serial") and not field.get("readonly")
            return typed and path not in editable

        return left


def _some(values: Values, prefix: str, wanted: Callable[[str], bool]) -> Values:
    return {name: value for name, value in values.items() if wanted(prefix + name)}


class Row:
    def __init__(self, sheet: Sheet, prefix: str, values: Values) -> None:
        self.sheet, self.values = sheet, values
        self._prefix = prefix

    def put(self, value: Any, *names: str, needed: bool = True) -> None:
        self.sheet.put_into(self.values, self._prefix, value, names, needed)

    def follow(self, link: dict[str, Any], source: Doc, row: Values) -> None:
        """The line of the source that this one takes from."""
        if "." in link["record"]:
            self.values[link["record"].partition(".")[2]] = source.id
        if link.get("row"):
            self.values[link["row"].partition(".")[2]] = row[ROW]
