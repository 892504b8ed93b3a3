"""The shape of a template's sample data: ``data/org.json`` and ``data/records/*.json``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SampleDepartment(_Part):
    key: str
    name: str
    parent: str | None = None
    heads: tuple[str, ...] = ()


class SampleMember(_Part):
    """``demo`` is what a visitor is told this member is; such a member has no password."""

    key: str
    login: str
    name: str
    roles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    demo: str = ""
    is_admin: bool = False


class SampleCompany(_Part):
    departments: tuple[SampleDepartment, ...] = ()
    members: tuple[SampleMember, ...] = ()


class SampleSource(_Part):
    """What a record is pushed down from: keys of earlier records of one form, and the link of the
    record's own form. ``amounts`` are for the open lines of the first one, in their order: None
    takes all that is open, ``"0"`` leaves the line out; without it everything open is taken."""

    records: tuple[str, ...] = Field(min_length=1, max_length=50)
    link: str
    amounts: tuple[str | None, ...] | None = None


class SampleRecordIn(_Part):
    """A record as a member would enter it; ``form`` and ``as`` default to the file's. With
    ``follows`` it is pushed down first, and ``values`` are changed in the draft."""

    key: str = Field(max_length=200)
    form: str | None = None
    as_: str | None = Field(default=None, alias="as")
    follows: SampleSource | None = None
    values: Mapping[str, Any]
    submit: bool = False
    approve_by: tuple[str, ...] = ()


class SampleFile(_Part):
    form: str | None = None
    as_: str | None = Field(default=None, alias="as")
    records: tuple[SampleRecordIn, ...]
