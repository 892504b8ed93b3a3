"""The words a receiver may read of a run: behind a reference, and of what a step found, what they
may see *there*; of what a step computed, only if they may see all it was computed from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.expressions.values import plain
from huiliu.core.forms import LINE_RECORD, FieldShape, FormShape, split_path
from huiliu.core.records import Record
from workflow_engine.automations.variables import Variable, split
from workflow_engine.automations.work import Work

MAX_ROWS = 20


@dataclass(frozen=True)
class Reading:
    """One receiver, and what they may see of what set the run off."""

    work: Work
    receiver: Actor
    access: Access
    reports: dict[str, Mapping[Any, Mapping[str, Any]]] = field(default_factory=dict, compare=False)
    """Lines by their record, as the receiver reads them; each report is run once."""

    def words(self, paths: Iterable[str]) -> dict[str, str]:
        """A path that is hidden, here or behind its reference, is absent."""
        wanted = list(dict.fromkeys(paths))
        near = [path for path in wanted if split(path) is None]
        found = self._of(self.work.record, self.work.plan.form, near, self.access)
        for path in wanted:
            named = split(path)
            if named is not None and (text := self._of_variable(*named)) is not None:
                found[path] = text
        return found

    def may_read(self, path: str) -> bool:
        named = split(path)
        if named is not None:
            return self._may_read_variable(named[0]) and self._of_variable(*named) is not None
        step = split_path(self.work.plan.form, path)
        if step is None or not self.access.may_see(step[0].path):
            return False
        return not step[1] or bool(self.words([path]))

    def _of(
        self, record: Record, shape: FormShape, paths: Iterable[str], access: Access
    ) -> dict[str, str]:
        steps = {path: step for path in paths if (step := split_path(shape, path)) is not None}
        near = sorted(path for path, (_, rest) in steps.items() if not rest)
        found = self._near(record, shape, near, access)
        for path, (first, rest) in steps.items():
            if rest and access.may_see(first.path):
                far = self._far(record, first, rest)
                if far is not None:
                    found[path] = far
        return found

    def _near(
        self, record: Record, shape: FormShape, paths: list[str], access: Access
    ) -> dict[str, str]:
        if record.form:
            language = self.receiver.language
            return dict(ports.records().texts(record, paths, access=access, language=language))
        shown = [path for path in paths if path in shape.fields and access.may_see(path)]
        return {path: self._text(shape.fields[path], record.values.get(path)) for path in shown}

    def _far(self, record: Record, field: FieldShape, rest: str) -> str | None:
        """The record behind is read with the receiver's own access to its form."""
        texts = []
        for id_ in _ids(record, field)[:MAX_ROWS]:
            words = self._behind(field.form, id_, rest)
            texts += [words] if words is not None else []
        return ", ".join(texts) if texts else None

    def _behind(self, form: str, id_: int, path: str) -> str | None:
        shape = self.work.shapes(form)
        try:
            access = ports.permissions().access(self.receiver, self.work.app, form)
            behind = ports.records().read(self.work.app, form, id_, access=access)
        except NotFound:
            return None
        return self._of(behind, shape, [path], access).get(path) if shape else None

    def _of_variable(self, name: str, rest: str) -> str | None:
        variable = self.work.variable(name)
        if variable is None or not self._may_read_variable(name):
            return None
        if variable.many and rest == "count":
            return str(len(variable.records))
        texts = [self._of_one(variable, record, rest) for record in variable.records[:MAX_ROWS]]
        return ", ".join(text for text in texts if text is not None)

    def _of_one(self, variable: Variable, record: Record, rest: str) -> str | None:
        if variable.shape.lines_of:
            return self._of_line(variable.shape, record, rest)
        if variable.shape.items_of:
            return self._of_item(variable.shape, record, rest)
        if variable.shape.key:
            return self._behind(variable.shape.key, record.id, rest or "$id")
        everything = Access(self.receiver, "", (), everything=True)
        return self._of(record, variable.shape, [rest], everything).get(rest)

    def _of_line(self, shape: FormShape, line: Record, column: str) -> str | None:
        """As the same line of the report says it to the receiver: figures of what they reach."""
        own = self._lines(shape.lines_of).get(line.values.get(LINE_RECORD))
        if own is None or column not in own:
            return None
        return self._text(shape.fields[column], own[column])

    def _of_item(self, shape: FormShape, item: Record, path: str) -> str | None:
        """As the ledger shows that balance to the receiver now."""
        seen = (
            ports.ledgers().visible(self.work.app, shape.items_of, item.values, self.receiver)
            or frozenset()
        )
        access = Access(
            self.receiver, "", (Grant("", frozenset({"view"}), dict.fromkeys(seen, "view")),)
        )
        return self._of(item, shape, [path], access).get(path)

    def _lines(self, report: str) -> Mapping[Any, Mapping[str, Any]]:
        if report not in self.reports:
            try:
                found = ports.reports().lines(
                    self.work.app, report, actor=self.receiver, given={}, everything=False
                )
            except NotFound:
                found = []
            self.reports[report] = {one[LINE_RECORD]: one for one in found}
        return self.reports[report]

    def _may_read_variable(self, name: str) -> bool:
        sources = self.work.plan.computed_from.get(name, frozenset())
        return all(self.may_read(path) for path in sources)

    def _text(self, field: FieldShape, value: Any) -> str:
        match value:
            case None:
                return ""
            case bool():
                return "✓" if value else ""
            case Decimal():
                return plain(value)
            case datetime():
                return f"{value.astimezone(ZoneInfo(self.receiver.time_zone)):%Y-%m-%d %H:%M}"
            case date():
                return value.isoformat()
            case int() if field.type == "reference":
                return self._title(field.form, value)
            case int() if field.type == "member":
                return ports.org().names([value]).get(value, "")
            case int() if field.type == "department":
                return ports.org().department_names([value]).get(value, "")
            case _:
                return str(value)

    def _title(self, form: str, id_: int) -> str:
        try:
            access = ports.permissions().access(self.receiver, self.work.app, form)
            ports.records().read(self.work.app, form, id_, access=access)
        except NotFound:
            return ""
        return ports.records().titles(self.work.app, form, [id_]).get(id_, ("", ""))[1]


def reading_of(work: Work, receiver: Actor) -> Reading | None:
    """None when the receiver may not see what it is about at all: then they are not told of it."""
    record = work.record
    if not record.form:
        access = work.plan.trigger.sight(work.plan.document.trigger, receiver, record)
        return Reading(work, receiver, access) if access is not None else None
    try:
        access = ports.permissions().access(receiver, work.app, record.form)
        ports.records().read(
            work.app, record.form, record.id, access=access, deleted=work.event == "deleted"
        )
    except NotFound:
        return None
    return Reading(work, receiver, access)


def _ids(record: Record, field: FieldShape) -> list[int]:
    if field.subform:
        column = field.path.split(".", 1)[1]
        values = [row.get(column) for row in record.values.get(field.subform) or ()]
    else:
        values = [record.values.get(field.path)]
    return list(dict.fromkeys(value for value in values if isinstance(value, int)))
