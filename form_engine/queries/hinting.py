"""What is told beside the fields of a record that is being filled in, as far as its reader may see
it where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from form_engine.catalog import get_plan
from form_engine.far_sight import SeesThere, far_sight
from form_engine.field_type import type_of
from form_engine.hint_document import Hint, Holds, Latest
from form_engine.plan import Plan
from form_engine.queries.latest import latest
from form_engine.queries.wire import to_json
from form_engine.records.previewing import preview_values
from form_engine.titles import titles_of
from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.core.exact import parse, round_half_up
from huiliu.core.exact import to_json as decimal_json
from huiliu.core.records import Record

Said = dict[str, Any]
_MOST_DECIMALS = 6


@dataclass(frozen=True)
class _Asking:
    app: AppRef
    plan: Plan
    access: Access
    sees: SeesThere


def hints(app: AppRef, form: str, values: Mapping[str, Any], *, access: Access) -> list[Said]:
    """``{hint, row, value, source}``: ``row`` is the place in the subform, null for the record;
    ``source`` the document it was read from. A hint with nothing to tell is not in the answer."""
    asking = _Asking(app, get_plan(app, form), access, far_sight(app, access))
    known = preview_values(app, form, values, access=access)
    found: list[Said] = []
    for hint in asking.plan.document.hints:
        if not _is_for(asking, hint):
            continue
        told: dict[tuple[Any, ...], Said | None] = {}
        for place, get in _places(hint, known):
            key = tuple(map(get, hint.own_paths))
            if key not in told:
                told[key] = _tell(asking, hint, get)
            said = told[key]
            if said is not None:
                found.append({"hint": hint.id, "row": place, **said})
    return found


def _is_for(asking: _Asking, hint: Hint) -> bool:
    """Who does not see the field, or what decides, is told nothing."""
    return asking.access.everything or all(
        any(grant.may_see(path) for grant in asking.access.grants)
        for path in (hint.beside, *hint.own_paths)
    )


def _places(hint: Hint, known: Mapping[str, Any]) -> Iterator[tuple[int | None, Any]]:
    if not hint.scope:
        yield None, known.get
        return
    for place, row in enumerate(known.get(hint.scope) or ()):
        cells = {f"{hint.scope}.{column}": value for column, value in row.items()}
        yield place, {**known, **cells}.get


def _tell(asking: _Asking, hint: Hint, get: Any) -> Said | None:
    if hint.holds is not None:
        return _held(asking, hint.holds, get)
    assert hint.latest is not None  # one of both, as validated
    return _last(asking, hint, hint.latest, get)


def _held(asking: _Asking, holds: Holds, get: Any) -> Said | None:
    key = {d: next(filter(None, map(get, holds.paths_of(d))), None) for d in holds.key}
    if any(key[d] is None for d in holds.key if holds.paths_of(d)):
        return None
    amount = ports.ledgers().shown_amount(
        asking.app, holds.ledger, key, holds.measure, asking.access.actor
    )
    return None if amount is None else {"value": decimal_json(amount), "source": None}


def _last(asking: _Asking, hint: Hint, last: Latest, get: Any) -> Said | None:
    there = _access_there(asking, last.form)
    terms = list(_terms(asking, last, get))
    paths = (*last.same, last.value, last.by)
    if there is None or None in terms or not all(asking.sees(last.form, one) for one in paths):
        return None
    where = Condition(cond=tuple(one for one in terms if one is not None))
    try:
        record = latest(asking.app, last.form, where, by=last.by, access=there)
    except ValidationFailed:
        return None
    return None if record is None else _said(asking, hint, last, record, there, get)


def _terms(asking: _Asking, last: Latest, get: Any) -> Iterator[Term | None]:
    """None where this record does not say it yet."""
    if get_plan(asking.app, last.form).document.document:
        yield Term(field="$state", op="eq", value="approved")
    for path, own in last.same.items():
        value = _on_the_wire(asking, own, get(own))
        yield None if value is None else Term(field=path, op="eq", value=value)


def _on_the_wire(asking: _Asking, path: str, value: Any) -> Any:
    if value is None or value == "":
        return None
    form = getattr(asking.plan.fields[path], "form", None)
    if form is not None:
        uid = titles_of(asking.app, form, [value]).get(value)
        return None if uid is None else uid[0]
    if isinstance(value, Decimal):
        return decimal_json(value)
    return value if isinstance(value, str | bool) else str(value)


def _said(
    asking: _Asking, hint: Hint, last: Latest, record: Record, there: Access, get: Any
) -> Said | None:
    shown = to_json(record, access=there)
    value: Any = shown["values"].get(last.value)
    sub, _, column = last.value.rpartition(".")
    if sub:
        place = _row_of(last, sub, record, get)
        rows = shown["values"].get(sub) or ()
        value = rows[place].get(column) if place is not None and place < len(rows) else None
    if value is None:
        return None
    source = {
        "form": last.form, "id": shown["id"], "title": shown["title"],
        "on": shown["values"].get(last.by),
    }  # fmt: skip
    return {"value": _multiplied(asking, hint, last, value, get), "source": source}


def _row_of(last: Latest, sub: str, record: Record, get: Any) -> int | None:
    """Of the rows that say the same as ours the last one."""
    same = {
        path.rpartition(".")[2]: get(own)
        for path, own in last.same.items()
        if path.rpartition(".")[0] == sub
    }
    for place in reversed(range(len(rows := record.values.get(sub) or ()))):
        if all(rows[place].get(column) == value for column, value in same.items()):
            return place
    return None


def _multiplied(asking: _Asking, hint: Hint, last: Latest, value: Any, get: Any) -> Any:
    factor = get(last.times) if last.times is not None else None
    if not isinstance(factor, Decimal) or not isinstance(value, str):
        return value
    storage = type_of(asking.plan.fields[hint.beside]).storage(asking.plan.fields[hint.beside])
    scale = storage[1] if storage is not None else _MOST_DECIMALS
    return decimal_json(round_half_up(parse(value) * factor, scale))


def _access_there(asking: _Asking, form: str) -> Access | None:
    if asking.access.everything:
        return system_access(asking.access.actor, form)
    try:
        there = ports.permissions().access(asking.access.actor, asking.app, form)
    except NotFound:
        return None
    return there if there.may("view") else None
