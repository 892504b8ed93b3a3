"""The base of everything inside a ledger document."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from huiliu.core.documents import Title

Path200 = Annotated[str, StringConstraints(min_length=1, max_length=200)]


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Refusal(Part):
    """How a ledger says no: a code for programs, a message with ``{placeholders}`` for people."""

    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")
    message: Title
