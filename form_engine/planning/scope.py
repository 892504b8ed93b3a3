"""A form's fields ready to run: one slot a field, one scope for the record and each subform."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from form_engine.document import FormDocument
from form_engine.field_type import BadValue, FieldConfig, FieldType, Link, Titles, type_of
from form_engine.storage import StorageKind
from huiliu.core.conditions import Condition
from huiliu.core.errors import FieldError
from huiliu.core.expressions.results import fitted
from huiliu.core.expressions.values import FormulaError

Clean = Callable[[Any], Any]
_FITS: Mapping[StorageKind, Literal["number", "text", "date", "switch"]] = {
    "scaled": "number",
    "text": "text",
    "date": "date",
    "boolean": "switch",
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One field with everything a save asks of its settings already asked."""

    id: str
    path: str
    config: FieldConfig
    kind: FieldType[Any, Any]
    stored: StorageKind
    scale: int
    clean: Clean
    day_check: Callable[[Any, date], None] | None
    link: Link | None
    form: str
    """The form a reference points at; empty otherwise."""
    group: tuple[str, str]
    """Pointers of one group are resolved by one question."""
    given_by_clients: bool
    visible_when: Condition | None
    write: Callable[[Any], Any] | None
    """To the wire, where that needs no titles."""

    def fit(self, value: Any) -> Any:
        """What a formula or another record gave, as this field's value. Raises BadValue."""
        if value is None or self.link is not None:
            return value
        result = _FITS.get(self.stored)
        if result is not None:
            value = fitted(value, result, self.scale)
            if isinstance(value, FormulaError):
                raise BadValue("formula_error", error=value.code)
        return None if value is None or value == "" else self.clean(value)


@dataclass(frozen=True, slots=True)
class Scope:
    """The record itself (``id`` empty), or the rows of one subform."""

    id: str
    prefix: str
    slots: Mapping[str, Slot]
    config: FieldConfig | None
    clean_rows: Clean
    clients: frozenset[str]
    """What a client with all rights may fill in."""
    client_paths: frozenset[str]
    plain: Mapping[str, Clean]
    """Of ``clients``, those that need only to be cleaned: most of them, so they go first."""
    blanks: Mapping[str, Any]
    """A new record before anybody filled in anything."""
    conditional: tuple[Slot, ...]
    required: tuple[Slot, ...]
    """Always, or where their condition holds."""
    lockable: tuple[Slot, ...]
    """Read-only where their condition holds."""


@dataclass(frozen=True, slots=True)
class Scopes:
    main: Scope
    subforms: Mapping[str, Scope]

    @property
    def all(self) -> tuple[Scope, ...]:
        return (self.main, *self.subforms.values())

    def find(self, path: str) -> Slot | None:
        """The field at a path of this form, without going through references."""
        slot = self.main.slots.get(path)
        if slot is not None:
            return slot
        sub, _, column = path.partition(".")
        scope = self.subforms.get(sub)
        return None if scope is None else scope.slots.get(column)

    def kind_of(self, path: str) -> str:
        """The storage kind at a path; what lies behind a reference counts as one value."""
        slot = self.find(path)
        return "json" if slot is None else slot.stored


def scopes_of(document: FormDocument) -> Scopes:
    subforms = {
        config.id: _scope(config.id, columns, config)
        for config in document.fields
        if (columns := type_of(config).columns(config))
    }
    return Scopes(_scope("", document.fields, None), subforms)


def _scope(name: str, fields: tuple[FieldConfig, ...], config: FieldConfig | None) -> Scope:
    prefix = f"{name}." if name else ""
    slots = {one.id: slot for one in fields if (slot := _slot(one, prefix)) is not None}
    clients = {key: slot for key, slot in slots.items() if slot.given_by_clients}
    return Scope(
        id=name,
        prefix=prefix,
        slots=slots,
        config=config,
        clean_rows=_no_rows if config is None else type_of(config).cleaner(config),
        clients=frozenset(clients),
        client_paths=frozenset(slot.path for slot in clients.values()),
        plain=plain_of(clients.values()),
        blanks={key: slot.kind.blank for key, slot in slots.items()},
        conditional=tuple(s for s in slots.values() if s.visible_when is not None),
        required=tuple(s for s in slots.values() if s.config.is_asked_for and not s.kind.computed),
        lockable=tuple(s for s in clients.values() if s.config.readonly_when is not None),
    )


def plain_of(slots: Iterable[Slot]) -> dict[str, Clean]:
    return {s.id: s.clean for s in slots if s.link is None and s.day_check is None}


def _no_rows(given: Any) -> Any:
    raise BadValue("bad_value")


class _NoTitles:
    """Stands in for titles where a type was declared to need none."""

    def record(self, form: str, record_id: int) -> tuple[str, str] | None:
        return None

    def member(self, member_id: int) -> tuple[str, str] | None:
        return None

    def department(self, department_id: int) -> tuple[str, str] | None:
        return None


NO_TITLES: Titles = _NoTitles()


def _slot(config: FieldConfig, prefix: str) -> Slot | None:
    kind = type_of(config)
    storage = kind.storage(config)
    if storage is None:
        return None
    return Slot(
        id=config.id,
        path=prefix + config.id,
        config=config,
        kind=kind,
        stored=storage[0],
        scale=storage[1],
        clean=kind.cleaner(config),
        day_check=kind.day_check(config),
        link=kind.link,
        form=(form := str(getattr(config, "form", "")) if kind.link == "record" else ""),
        group=(kind.link or "", form or prefix + config.id),
        given_by_clients=not (config.readonly or kind.computed),
        visible_when=config.visible_when,
        write=kind.json_writer(config, NO_TITLES),
    )


Errors = dict[str, list[FieldError]]


def complain(errors: Errors, path: str, error: FieldError) -> None:
    errors.setdefault(path, []).append(error)
