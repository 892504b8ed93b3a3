"""First step of a save: every given value becomes a typed one, and rights are looked at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from form_engine.field_type import BadValue
from form_engine.planning.scope import Clean, Scope, Scopes, Slot, complain, plain_of
from form_engine.planning.work import Claim, Part, Work
from huiliu.core.errors import FieldError
from huiliu.core.records import Values

_UNKNOWN = FieldError("unknown_field")
_NOT_ALLOWED = FieldError("not_allowed")
_NO_ROW = FieldError("no_such_record")
_NONE: Mapping[str, Scope] = {}


def convert(work: Work, scopes: Scopes) -> None:
    """Fills the record's and its rows' values from what was given; remembers pointers to resolve
    and claims to look at in the end."""
    may = _may_fill(work, scopes.main).but_locked(work, "")
    if work.main.before is not None and not work.partial:
        work.main.values.update(dict.fromkeys(may.keys))
    _convert_part(work, work.main, may, scopes.subforms)
    for key, scope in scopes.subforms.items():
        if key in work.main.given and key in work.rights.visible:
            _convert_rows(work, scope, key in work.rights.editable)
            continue
        if key in work.main.given:
            complain(work.errors, key, _UNKNOWN)
        _keep_rows(work, scope)


@dataclass(frozen=True, slots=True)
class _May:
    """What this actor may fill in of a scope; ``plain`` of it needs only to be cleaned."""

    keys: frozenset[str]
    plain: Mapping[str, Clean]

    def but_locked(self, work: Work, at: str) -> _May:
        """Of the part at this place."""
        if not work.locked:
            return self
        kept = frozenset(key for key in self.keys if (at, key) not in work.locked)
        return _May(kept, {key: clean for key, clean in self.plain.items() if key in kept})


_NOTHING = _May(frozenset(), {})


def _may_fill(work: Work, scope: Scope) -> _May:
    rights = work.rights
    if rights.everything:
        return _May(frozenset(scope.slots), plain_of(scope.slots.values()))
    if scope.client_paths <= rights.editable:
        return _May(scope.clients, scope.plain)
    keys = frozenset(key for key in scope.clients if scope.prefix + key in rights.editable)
    return _May(keys, {key: clean for key, clean in scope.plain.items() if key in keys})


def _convert_part(work: Work, part: Part, may: _May, subforms: Mapping[str, Scope]) -> None:
    values, plain = part.values, may.plain
    for key, raw in part.given.items():
        clean = plain.get(key)
        if clean is None:
            _convert_other(work, part, key, raw, may, subforms)
        elif raw is None or raw == "":
            values[key] = None
        else:
            try:
                values[key] = clean(raw)
            except BadValue as bad:
                _refuse(work, part, part.scope.slots[key], raw, bad)


def _convert_other(
    work: Work, part: Part, key: str, raw: Any, may: _May, subforms: Mapping[str, Scope]
) -> None:
    slot = part.scope.slots.get(key)
    if slot is None:
        if key not in subforms and key != "$row":
            complain(work.errors, part.at + key, _UNKNOWN)
    elif key not in may.keys:
        _claim(work, part, slot, raw)
    elif raw is None or raw == "":
        part.values[key] = None
    else:
        _convert_linked(work, part, slot, raw)


def _convert_linked(work: Work, part: Part, slot: Slot, raw: Any) -> None:
    """A pointer, or a value whose check needs to know the day."""
    try:
        value = slot.clean(raw)
        if slot.day_check is not None and value is not None:
            slot.day_check(value, work.env.today)
    except BadValue as bad:
        _refuse(work, part, slot, raw, bad)
        return
    if slot.link is None or value is None:
        part.values[slot.id] = value
    else:
        part.values[slot.id] = None
        work.point(part, slot, value)


def _refuse(work: Work, part: Part, slot: Slot, raw: Any, bad: BadValue) -> None:
    """A value that was good when it was stored stays good: forms change under old records."""
    held = part.before.get(slot.id) if part.before is not None else None
    if held is not None and slot.link is None and raw == _on_the_wire(slot, held):
        part.values[slot.id] = held
        return
    part.values[slot.id] = None
    work.complain(part, slot, bad.error)


def _claim(work: Work, part: Part, slot: Slot, raw: Any) -> None:
    """A hidden field answers as one that does not exist. Formulas are computed anew whatever was
    given."""
    if slot.path not in work.rights.visible:
        complain(work.errors, part.at + slot.id, _UNKNOWN)
        return
    if slot.kind.computed and slot.kind.formulas(slot.config):
        return
    try:
        value = None if raw is None or raw == "" else slot.clean(raw)
    except BadValue:
        held = part.before.get(slot.id) if part.before is not None else None
        same = held is not None and slot.link is None and raw == _on_the_wire(slot, held)
        value = held if same else raw
    claim = Claim(part, slot, value)
    work.claims.append(claim)
    if slot.link is not None and value is not None:
        work.point(part, slot, value, claim)


def _on_the_wire(slot: Slot, value: Any) -> Any:
    return value if slot.write is None else slot.write(value)


def _convert_rows(work: Work, scope: Scope, may_edit: bool) -> None:
    given = work.main.given[scope.id]
    rows = _list_of_rows(work, scope, given)
    if rows is None:
        _keep_rows(work, scope)
        return
    held = _held_rows(work, scope)
    is_locked = (scope.id, scope.id) in work.locked
    if is_locked and [str(row.get("$row")) for row in rows] != [str(number) for number in held]:
        complain(work.errors, scope.id, _NOT_ALLOWED)
        _keep_rows(work, scope)
        return
    may = _NOTHING if is_locked else _may_fill(work, scope)
    found = work.rows[scope.id] = []
    taken: set[int] = set()
    for position, row in enumerate(rows):
        at = f"{scope.prefix}{position}."
        before = _matched(work, row, held, taken, at)
        values = {**scope.blanks, **before} if before is not None else dict(scope.blanks)
        part = Part(scope, at, row, before, values)
        _convert_part(work, part, may.but_locked(work, at), _NONE)
        found.append(part)
    same_rows = [part.before for part in found] == list(held.values())
    if not (may_edit or same_rows):
        complain(work.errors, scope.id, _NOT_ALLOWED)
    work.main.values[scope.id] = [part.values for part in found]


def _list_of_rows(work: Work, scope: Scope, given: Any) -> list[dict[str, Any]] | None:
    if given is None or given == "":
        return []
    try:
        return scope.clean_rows(given) or []
    except BadValue as bad:
        complain(work.errors, scope.id, bad.error)
        work.broken.add(scope.id)
        return None


def _held_rows(work: Work, scope: Scope) -> dict[int, Values]:
    before = work.main.before
    return {} if before is None else {row["$row"]: row for row in before.get(scope.id) or ()}


def _matched(
    work: Work, row: Mapping[str, Any], held: Mapping[int, Values], taken: set[int], at: str
) -> Values | None:
    """The stored row this one replaces. A record that is new has none, so a copy may keep its
    row ids."""
    row_id = row.get("$row")
    if row_id is None or work.main.before is None:
        return None
    number = int(row_id) if str(row_id).isascii() and str(row_id).isdigit() else 0
    if number not in held or number in taken:
        complain(work.errors, f"{at}$row", _NO_ROW)
        return None
    taken.add(number)
    return held[number]


def _keep_rows(work: Work, scope: Scope) -> None:
    """Rows that nobody mentioned: none on a new record, the stored ones otherwise."""
    held = _held_rows(work, scope)
    work.rows[scope.id] = [
        Part(scope, f"{scope.prefix}{n}.", {}, row, {**scope.blanks, **row})
        for n, row in enumerate(held.values())
    ]
    work.main.values[scope.id] = [part.values for part in work.rows[scope.id]]
