"""What a headless run is told: who answers what, in which order.

``{"variables": {"amount": 100}, "tasks": {"Check": [{"ok": false}, {"ok": true}]},
"order": ["B", "A"], "late": ["Check"], "limit": 500}``: all optional. ``variables`` hold at the
start; ``tasks`` sets variables when a task of that name is done (a list: one for each time, the
last again); ``order`` names which open task is done, or which timer rings, next, as long as it
lasts; then it is the task asked first, or else the next timer. ``late`` names tasks that nobody
does before their time, or that of what they are in, is up, once for each time.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from workflow_engine.bpmn.choices import option_id
from workflow_engine.bpmn.importing import Imported
from workflow_engine.bpmn.refusal import Refused

Value = bool | int | str | list[str] | None
Values = dict[str, Value]


class Trace(BaseModel):
    model_config = ConfigDict(extra="forbid")

    variables: Values = {}
    tasks: dict[str, Values | list[Values]] = {}
    order: list[str] = []
    late: list[str] = []
    limit: Annotated[int, Field(ge=1, le=10_000)] = 1000


class Told:
    """The trace while it is followed."""

    def __init__(self, trace: Trace, imported: Imported) -> None:
        self.trace, self.imported = trace, imported
        self._done: Counter[str] = Counter()
        self._order = list(trace.order)
        self._late = list(trace.late)

    def at_start(self) -> dict[str, Any]:
        return self._fields(self.trace.variables)

    def next_of(self, names: Sequence[str]) -> int:
        """Which of the open tasks and timers is next."""
        if not self._order:
            return 0
        wanted = self._order.pop(0)
        if wanted not in names:
            raise Refused(f"the trace's task '{wanted}'", f"open is {', '.join(names)}")
        return list(names).index(wanted)

    def is_late(self, name: str) -> bool:
        """Whether nobody does the task this time."""
        if name not in self._late:
            return False
        self._late.remove(name)
        return True

    def at(self, name: str) -> dict[str, Any]:
        """The fields that are filled in when a task of that name is done."""
        given = self.trace.tasks.get(name, {})
        if isinstance(given, list):
            given = given[min(self._done[name], len(given) - 1)] if given else {}
        self._done[name] += 1
        return self._fields(given)

    def _fields(self, values: Values) -> dict[str, Any]:
        fields = {one["id"]: one for one in self.imported.form["fields"]}
        found = {}
        for name, value in values.items():
            path = self.imported.fields.get(name)
            if path is not None:
                found[path] = _typed(fields[path], value)
        return found


def _typed(field: dict[str, Any], value: Value) -> Any:
    match field["type"]:
        case "number" if value is not None:
            return _number(str(value))
        case "datetime" if value is not None:
            return _moment(str(value))
        case "choice" if value is not None:
            labels = [one["label"]["en"] for one in field["options"]]
            return option_id(str(value), labels) if str(value) in labels else value
        case "subform":
            people = value if isinstance(value, list) else []
            return [{"$row": n, "member": n + 1} for n, _ in enumerate(people)]
        case _:
            return value


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise Refused(f"the trace's value '{value[:100]}'", "it is not a moment") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _number(value: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation:
        raise Refused(f"the trace's value '{value[:100]}'", "it is not a number") from None
