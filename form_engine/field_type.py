"""What a kind of field can do: the contract that every file in ``fields/`` fulfils.

A type declares, others ask: nothing outside ``fields/`` knows a type by its name. The verbs that
run for every value are given as closures over a field's settings (``cleaner``, ``json_writer``), so
that a compiled plan pays for the settings once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, tzinfo
from typing import Any, ClassVar, Generic, Literal, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator

from form_engine.storage import StorageKind
from huiliu.core.conditions import Condition, Operator
from huiliu.core.documents import Id, Title
from huiliu.core.errors import FieldError
from huiliu.core.registry import Registry
from huiliu.core.text import Words

Group = Literal["basic", "choice", "link", "advanced", "layout"]
"""The drawer of the designer's palette."""

Link = Literal["record", "member", "department", "file"]
"""What a value points at. ``cleaner`` then gives public ids; the plan resolves them in batches."""


class Titles(Protocol):
    """The public id and the words of what a record points at, fetched in batches beforehand."""

    def record(self, form: str, record_id: int) -> tuple[str, str] | None: ...
    def member(self, member_id: int) -> tuple[str, str] | None: ...
    def department(self, department_id: int) -> tuple[str, str] | None: ...


class BadValue(Exception):
    """A value that a field refuses, with the reason as it goes over the wire."""

    def __init__(self, code: str, *, words: Words | None = None, **data: str) -> None:
        self.error = FieldError(code, words or {}, data)
        super().__init__(code)


class Default(BaseModel):
    """What a new record starts with: a value, a formula, or who and when."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    value: JsonValue = None
    formula: str | None = Field(default=None, max_length=4000)
    current: Literal["member", "department", "today", "now"] | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> Default:
        if len(self.model_fields_set) != 1:
            raise ValueError("a default has exactly one of value, formula, current")
        return self


Display = Literal["everywhere", "record", "nowhere"]


class FieldConfig(BaseModel):
    """The settings every field has. Each type adds its own. ``required_when``: to be filled in only
    where the condition holds; ``readonly_when``: not to be changed by hand there. ``display`` is
    where people meet the field: everywhere, only where a record is read and not where it is filled
    in, or nowhere, for what the form needs for itself. It says nothing of rights."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    type: str
    label: Title
    required: bool = False
    readonly: bool = False
    default: Default | None = None
    help: Title | None = None
    placeholder: Title | None = None
    width: int = Field(default=12, ge=1, le=24)
    unique: bool = False
    visible_when: Condition | None = None
    required_when: Condition | None = None
    readonly_when: Condition | None = None
    index: bool | None = None
    display: Display = "everywhere"

    @property
    def is_asked_for(self) -> bool:
        """Always, or where ``required_when`` holds."""
        return self.required or self.required_when is not None


@dataclass(frozen=True)
class Sample:
    """One example of a type; it feeds the tests of both sides, the docs and the designer.

    ``given`` is a value on the wire. It is either refused with a code, or becomes ``value``, which
    goes back over the wire as ``wire`` (``given`` unless said) and is shown as ``shown``.
    """

    config: Mapping[str, Any]
    given: Any
    value: Any = None
    wire: Any = ...
    shown: Words = field(default_factory=dict)
    refused: str | None = None


@dataclass(frozen=True)
class Suited:
    """A type could hold a column of a sheet: with these settings, and how likely it is meant."""

    likely: int
    settings: dict[str, Any] = field(default_factory=dict)


C = TypeVar("C", bound=FieldConfig)
V = TypeVar("V")


class FieldType(Generic[C, V]):
    """A kind of field. ``V`` is the value in Python; None is always "empty" and never reaches a
    verb. The operators are those of conditions; SQL follows from ``storage``."""

    name: ClassVar[str]
    words: ClassVar[Words]
    group: ClassVar[Group]
    icon: ClassVar[str]
    config: ClassVar[type[FieldConfig]]
    samples: ClassVar[tuple[Sample, ...]]
    operators: ClassVar[tuple[Operator, ...]] = ("eq", "ne", "in", "not_in", "empty", "not_empty")
    aggregates: ClassVar[tuple[str, ...]] = ("count",)
    link: ClassVar[Link | None] = None
    indexed: ClassVar[bool] = False
    """Indexed unless the field says otherwise."""
    in_subform: ClassVar[bool] = True
    can_be_unique: ClassVar[bool] = False
    searchable: ClassVar[bool] = False
    sortable: ClassVar[bool] = True
    in_formulas: ClassVar[bool] = True
    computed: ClassVar[bool] = False
    """The engine gives the value, never a client."""
    blank: ClassVar[Any] = None
    """The value of a new record's field that nobody filled in and that has no default."""

    def storage(self, config: C) -> tuple[StorageKind, int] | None:
        """The kind of column and its scale; None when nothing is stored here."""
        raise NotImplementedError

    def cleaner(self, config: C) -> Callable[[Any], V | None]:
        """Turns a value from the wire (or a typed one) into a typed one, or raises BadValue."""
        raise NotImplementedError

    def clean(self, given: Any, config: C) -> V | None:
        """One value; a plan keeps the closure instead."""
        return None if given is None or given == "" else self.cleaner(config)(given)

    def day_check(self, config: C) -> Callable[[V, date], None] | None:
        """A check that depends on the business day: raises BadValue. None when there is none."""
        return None

    def check_pointed(self, found: list[dict[str, Any]], config: C) -> None:
        """For a link to files: what only the files themselves can tell. Raises BadValue."""

    def json_writer(self, config: C, titles: Titles) -> Callable[[V], Any] | None:
        """Turns a typed value into its wire form; None when it is the same."""
        return None

    def to_json(self, value: V | None, config: C, titles: Titles) -> Any:
        write = self.json_writer(config, titles)
        return value if value is None or write is None else write(value)

    def show(self, value: V, config: C, language: str, titles: Titles) -> str:
        """The value as a person reads it in lists, history, prints and messages."""
        return str(value)

    def read_text(self, text: str, config: C, zone: tzinfo) -> Any:
        """What a person typed into a sheet, as a value on the wire. What cannot be understood is
        left as it is: the cleaner refuses it with its own words."""
        return text

    def suited(self, header: str, texts: Mapping[str, int], language: str) -> Suited | None:
        """Whether a column of a sheet may become a field of this type: ``texts`` with how often
        each stands there. None: never. That every text can be read is tried afterwards."""
        return None

    def number_format(self, config: C) -> str:
        """How a sheet shows the number, where the value is one."""
        storage = self.storage(config)
        scale = storage[1] if storage is not None else 0
        return "#,##0." + "0" * scale if scale else "#,##0"

    def json_schema(self, config: C) -> dict[str, Any]:
        """JSON Schema (draft 2020-12) of a value on the wire that is not empty."""
        raise NotImplementedError

    def operators_for(self, config: C) -> tuple[Operator, ...]:
        """Of one field, where that depends on its settings."""
        return self.operators

    def is_required(self, config: C) -> bool:
        return config.required

    def columns(self, config: C) -> tuple[FieldConfig, ...]:
        """The fields inside this one, for a type with rows."""
        return ()

    def formulas(self, config: C) -> Mapping[str, str]:
        """The formulas among the settings: setting → text."""
        return {}


field_types: Registry[FieldType[Any, Any]] = Registry("field type", "form_engine.fields")


def type_of(config: FieldConfig) -> FieldType[Any, Any]:
    return field_types.get(config.type)
