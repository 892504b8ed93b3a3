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


class SampleRecordIn(_Part):
    """A record as a member would enter it; ``form`` and ``as`` default to the file's."""

    key: str = Field(max_length=200)
    form: str | None = None
    as_: str | None = Field(default=None, alias="as")
    values: Mapping[str, Any]
    submit: bool = False
    approve_by: tuple[str, ...] = ()


class SampleFile(_Part):
    form: str | None = None
    as_: str | None = Field(default=None, alias="as")
    records: tuple[SampleRecordIn, ...]
