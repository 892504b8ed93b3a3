"""The form as its admin designed it: fields, rules, uniqueness, list. A JSON document, typed."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    SerializeAsAny,
    ValidationError,
    model_validator,
)

from form_engine import upgrades
from form_engine.balance_document import Balance
from form_engine.field_type import FieldConfig, field_types, type_of
from form_engine.hint_document import Hint
from form_engine.life_document import Life, reversal_link
from form_engine.link_document import Changes, Execution, Link
from form_engine.make_document import Make
from form_engine.sheet_document import SheetProfile
from form_engine.use_document import Acyclic, InUse
from huiliu.core.conditions import Condition
from huiliu.core.documents import (
    Document,
    Id,
    InvalidDocument,
    Title,
    UnknownVersion,
    upgraded,
)
from huiliu.core.ports import Problem
from huiliu.core.reading import chain_of

FORM_VERSION = 1
SYSTEM_PATHS = (
    "$id", "$state", "$created_at", "$created_by", "$created_department", "$updated_at",
)  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Rule(_Part):
    """A record for which ``when``, or the result of ``formula``, is true is refused; one of them is
    given. With ``field`` in a subform, it is asked for each row and the complaint stands at that
    row. ``undoing``: it refuses un-approval too, of whoever asks for it."""

    id: Id
    when: Condition | None = None
    formula: str | None = Field(default=None, max_length=4000)
    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")
    message: Title
    field: str | None = None
    undoing: bool = False

    @model_validator(mode="after")
    def _asks_once(self) -> Rule:
        if (self.when is None) == (self.formula is None):
            raise ValueError("when or formula")
        return self


class Unique(_Part):
    """No two records that are not deleted share all of these values. ``code`` and ``message``: how
    that is refused, where it is a rule of the trade (a bill that is entered twice)."""

    id: Id
    fields: tuple[Id, ...] = Field(min_length=1, max_length=8)
    code: str | None = Field(default=None, pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")
    message: Title | None = None


class Sort(_Part):
    field: str
    desc: bool = False


class ListView(_Part):
    """What a list of records shows before anybody changes it."""

    columns: tuple[str, ...] = ()
    sort: tuple[Sort, ...] = ()


def read_field(given: Any) -> FieldConfig:
    """A field's settings by its type."""
    if isinstance(given, FieldConfig):
        return given
    config: FieldConfig = field_types.get(given["type"]).config.model_validate(given)
    return config


AnyField = Annotated[SerializeAsAny[FieldConfig], BeforeValidator(read_field)]


class FormDocument(Document):
    """A form. ``document`` gives its records a life: draft, pending, approved, void."""

    kind: Literal["form"]
    version: Literal[1]
    icon: str | None = Field(default=None, max_length=64)
    group: str | None = Field(default=None, max_length=64)
    document: bool = False
    title_field: str | None = None
    search: tuple[str, ...] = ()
    fields: tuple[AnyField, ...] = Field(min_length=1, max_length=500)
    rules: tuple[Rule, ...] = ()
    unique: tuple[Unique, ...] = ()
    list: ListView = ListView()
    links: tuple[Link, ...] = Field(default=(), max_length=20)
    execution: Execution | None = None
    changes: Changes | None = None
    life: Life | None = None
    balances: tuple[Balance, ...] = Field(default=(), max_length=20)
    makes: tuple[Make, ...] = Field(default=(), max_length=10)
    hints: tuple[Hint, ...] = Field(default=(), max_length=20)
    sheets: tuple[SheetProfile, ...] = Field(default=(), max_length=20)
    in_use: tuple[InUse, ...] = Field(default=(), max_length=20)
    acyclic: tuple[Acyclic, ...] = Field(default=(), max_length=5)

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> FormDocument:
        """Reads any format version: upgrade, JSON Schema, then types. Raises InvalidDocument."""
        return _parsed(json.dumps(content))

    @cached_property
    def sources(self) -> tuple[Link, ...]:
        """Everything a document of the form may follow from, a reversal from what it reverses."""
        reversal = self.life.reversal if self.life is not None else None
        return self.links if reversal is None else (*self.links, reversal_link(self.id, reversal))

    @cached_property
    def by_path(self) -> Mapping[str, FieldConfig]:
        """Every field by its path, with the columns of subforms: ``lines``, ``lines.qty``."""
        return dict(_walk(self.fields, ""))


@lru_cache(maxsize=1024)
def _parsed(content: str) -> FormDocument:
    """A document is read by everybody who has to do with its publishing, and by its neighbours'."""
    from form_engine.document_schema import schema_problems

    try:
        current = upgraded(json.loads(content), FORM_VERSION, chain_of(upgrades))
    except UnknownVersion as error:
        raise InvalidDocument([_not_valid("version", str(error))]) from None
    problems = schema_problems(current)
    if problems:
        raise InvalidDocument(problems)
    fields, problems = _read_fields(current["fields"], ("fields",))
    if problems:
        raise InvalidDocument(problems)
    try:
        return FormDocument.model_validate({**current, "fields": fields})
    except ValidationError as error:
        raise InvalidDocument(_problems_of(error, ())) from None


def _walk(fields: tuple[FieldConfig, ...], prefix: str) -> Iterator[tuple[str, FieldConfig]]:
    for config in fields:
        yield prefix + config.id, config
        yield from _walk(type_of(config).columns(config), f"{prefix}{config.id}.")


def _read_fields(
    given: Any, base: tuple[str | int, ...]
) -> tuple[tuple[FieldConfig, ...], list[Problem]]:
    """Columns before the field that holds them, so that each mistake has its own place."""
    fields: list[FieldConfig] = []
    problems: list[Problem] = []
    for position, one in enumerate(given):
        place = (*base, position)
        columns, wrong = _read_fields(one.get("fields", ()), (*place, "fields"))
        problems += wrong
        if wrong:
            continue
        try:
            fields.append(read_field({**one, "fields": columns} if columns else one))
        except ValidationError as error:
            problems += _problems_of(error, place)
    return tuple(fields), problems


def _problems_of(error: ValidationError, base: tuple[str | int, ...]) -> list[Problem]:
    return [
        _not_valid(
            ".".join(map(str, (*base, *one["loc"]))), one["msg"].removeprefix("Value error, ")
        )
        for one in error.errors(include_url=False)
    ]


def _not_valid(path: str, reason: str) -> Problem:
    words = {"zh-CN": "设置不正确：{reason}", "en": "Not a valid setting: {reason}"}
    return Problem(path, "bad_setting", words, {"reason": reason})
