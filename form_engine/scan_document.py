"""Lines that are entered by a scanner: a code names what stands in the row. Part of a form."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from huiliu.core.documents import Id

Codes = Annotated[tuple[str, ...], Field(min_length=1, max_length=5)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Packs(_Part):
    """Codes of packages: ``into`` is the column that names one, ``record`` the field of the
    package that says what is in it."""

    into: Id
    by: Codes
    record: Id


class Scan(_Part):
    """``into``: the reference column that gets what the code names; ``by``: the fields of the other
    form that hold codes, tried in this order. ``count``: the number that is 1 in a new row, and one
    more when the same is scanned again."""

    into: Id
    by: Codes
    count: Id
    packs: Packs | None = None
