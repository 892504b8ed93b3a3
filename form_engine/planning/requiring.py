"""What must be there, asked only of a record that is meant to be complete."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from form_engine.field_type import FieldConfig, type_of
from form_engine.planning.locking import Locking
from form_engine.planning.reading import Reading
from form_engine.planning.scope import Scope, Scopes, Slot, complain
from form_engine.planning.work import Part, Work
from huiliu.core.errors import FieldError
from huiliu.core.expressions.conditions import evaluate

Key = tuple[Any, ...]
IsDue = Callable[[FieldConfig, Part], bool]
_REQUIRED = FieldError("required")
_TWICE = FieldError("not_unique")


def require(work: Work, scopes: Scopes, locking: Locking, reading: Reading) -> None:
    """Nobody is asked for a field that they cannot see, or may not fill in, or that is read-only
    as the record stands."""

    def is_due(config: FieldConfig, part: Part) -> bool:
        if locking.is_locked(work, part, config, reading):
            return False
        when = None if type_of(config).is_required(config) else config.required_when
        return when is None or evaluate(when, reading.of(part), work.current, kinds=scopes.kind_of)

    for scope in scopes.all:
        asked = [slot for slot in scope.required if _is_asked(work, slot.path, slot.config)]
        for part in work.parts(scope):
            for slot in asked:
                if _is_missing(work, part, slot) and is_due(slot.config, part):
                    _complain_once(work, part, slot.id)
        if scope.config is not None and (scope.id, scope.id) not in work.absent:
            is_open = not locking.holds(work, work.main, scope.config, reading)
            _require_rows(work, scope, is_due, is_open)


def _is_missing(work: Work, part: Part, slot: Slot) -> bool:
    return part.values.get(slot.id) is None and (part.at, slot.id) not in work.absent


def _is_asked(work: Work, path: str, config: Any) -> bool:
    rights = work.rights
    if path not in rights.visible:
        return False
    return config.readonly or path in rights.editable


def _complain_once(work: Work, part: Part, key: str) -> None:
    path = part.at + key
    if path not in work.errors:
        complain(work.errors, path, _REQUIRED)


def _require_rows(work: Work, scope: Scope, is_due: IsDue, is_open: bool) -> None:
    config: Any = scope.config
    rows = work.rows[scope.id]
    if scope.id in work.errors or not _is_asked(work, scope.id, config):
        return
    if not rows and _wants_rows(config) and is_due(config, work.main):
        complain(work.errors, scope.id, _REQUIRED)
    elif is_open and len(rows) < config.min_rows:
        error = FieldError("too_few", data={"min": str(config.min_rows)})
        complain(work.errors, scope.id, error)
    if config.unique_columns:
        _require_distinct(work, rows, config.unique_columns)


def _wants_rows(config: FieldConfig) -> bool:
    return type_of(config).is_required(config) or config.required_when is not None


def _require_distinct(work: Work, rows: list[Part], columns: Sequence[str]) -> None:
    seen: set[Key] = set()
    open_ones: list[Key] = []
    for part in rows:
        key = tuple(map(_plain, map(part.values.get, columns)))
        if key[0] is None:
            continue
        among = seen if None in key else open_ones
        if key in seen or any(_is_same(key, one) for one in among):
            complain(work.errors, part.at + _last_entered(part, columns, key), _TWICE)
        seen.add(key)
        if None in key:
            open_ones.append(key)


def _last_entered(part: Part, columns: Sequence[str], key: Key) -> str:
    """Where somebody can mend it: a formula among the columns only tells rows apart."""
    filled = [name for name, value in zip(columns, key, strict=True) if value is not None]
    entered = [name for name in filled if not part.scope.slots[name].kind.computed]
    return (entered or filled)[-1]


def _is_same(one: Key, other: Key) -> bool:
    """What is empty stands for everything."""
    return all(a is None or b is None or a == b for a, b in zip(one, other, strict=True))


def _plain(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
