"""A record's history in words, without a trace of the fields its reader may not see."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_engine.catalog import get_plan, plan_of_version
from form_engine.field_type import type_of
from form_engine.models import RecordChange
from form_engine.plan import Plan
from form_engine.planning.storing import from_column
from form_engine.queries.reach import narrowed
from form_engine.queries.reading import read
from form_engine.queries.wire import moment
from form_engine.titles import FoundTitles, titles_for
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.exact import parse
from huiliu.core.text import choose

MOST = 500


@dataclass(frozen=True)
class Difference:
    """One value that changed. ``path`` has the row's position at that time: ``lines.2.qty``."""

    path: str
    field: str
    before: Any
    after: Any


def history(
    app: AppRef, form: str, record_id: int, *, access: Access, language: str = "zh-CN"
) -> list[dict[str, Any]]:
    """Newest first. What is hidden on the record as it is now is absent."""
    read(app, form, record_id, access=access)
    here = narrowed(app, get_plan(app, form), record_id, access)
    rows = list(
        RecordChange.objects.filter(form_id=get_plan(app, form).form_id, record_id=record_id)
        .order_by("-id")[:MOST]
    )  # fmt: skip
    plans = {number: plan_of_version(app, form, number) for number in {row.version for row in rows}}
    names = ports.org().names(sorted({row.by for row in rows}))
    found = []
    for row in rows:
        differences = [d for d in _differences(row, plans[row.version]) if here.may_see(d.field)]
        if row.event == "changed" and row.changes and not differences:
            continue
        found.append(
            {
                "at": moment(row.at),
                "by": {"id": str(row.by), "name": names.get(row.by, "")},
                "event": row.event,
                "changes": _worded(app, plans[row.version], differences, language),
                "cause": {"origin": row.origin, "chain": row.chain.split()},
            }
        )
    return found


def _differences(row: RecordChange, plan: Plan) -> Iterator[Difference]:
    changes: Mapping[str, Any] = json.loads(row.changes) if row.changes else {}
    for path, change in changes.items():
        if path in plan.storage.subforms:
            yield from _in_rows(path, change)
        elif path in plan.fields:
            yield Difference(path, path, *change)


def _in_rows(sub: str, rows: Sequence[Sequence[Any]]) -> Iterator[Difference]:
    for pos, _, what, values in rows:
        for column, value in values.items():
            pair = {"added": (None, value), "removed": (value, None)}.get(what, value)
            yield Difference(f"{sub}.{pos}.{column}", f"{sub}.{column}", *pair)


def _worded(
    app: AppRef, plan: Plan, differences: Sequence[Difference], language: str
) -> list[dict[str, Any]]:
    known = [d for d in differences if d.field in plan.fields]
    typed = [(_typed(plan, d.field, d.before), _typed(plan, d.field, d.after)) for d in known]
    titles = titles_for(app, plan, _as_records(plan, known, typed))
    return [
        {
            "path": difference.path,
            "label": _label(plan, difference, language),
            "before": _wire(plan, difference.field, pair[0], titles),
            "after": _wire(plan, difference.field, pair[1], titles),
        }
        for difference, pair in zip(known, typed, strict=True)
    ]


def _as_records(
    plan: Plan, differences: Sequence[Difference], typed: Sequence[tuple[Any, Any]]
) -> list[dict[str, Any]]:
    """Each old and new value in a record of its own, so that titles are fetched as for records."""
    records: list[dict[str, Any]] = []
    for difference, pair in zip(differences, typed, strict=True):
        sub, _, column = difference.field.rpartition(".")
        for value in pair:
            records.append({sub: [{column: value}]} if sub else {column: value})
    return records


def _typed(plan: Plan, path: str, value: Any) -> Any:
    kind = type_of(plan.fields[path]).storage(plan.fields[path])
    if value is None or kind is None:
        return value
    if kind[0] == "scaled":
        return parse(value)
    convert = from_column(*kind) if kind[0] in ("date", "datetime") else None
    return value if convert is None else convert(value)


def _wire(plan: Plan, path: str, value: Any, titles: FoundTitles) -> Any:
    config = plan.fields[path]
    return type_of(config).to_json(value, config, titles)


def _label(plan: Plan, difference: Difference, language: str) -> str:
    own = choose(plan.fields[difference.field].label, language)
    if "." not in difference.path:
        return own
    sub, pos, _ = difference.path.split(".")
    return f"{choose(plan.fields[sub].label, language)} {int(pos) + 1} · {own}"
