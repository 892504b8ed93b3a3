"""What may not be done to a record that others use, and circles that records must not make. Parts
of a form."""

from __future__ import annotations

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id, Title


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Held(_Part):
    """What a ledger holds of the record: it is used while a measure is not 0."""

    ledger: Id
    dimension: Id
    measure: Id


class InUse(_Part):
    """``deleted``: a record in use is not deleted; ``keeps``: fields of it that stay what they are;
    ``when``: a change that makes this true is refused.

    It is in use where a record of ``forms`` points at it (without: of any form, ``but`` these), or
    where a ledger in ``held`` holds something of it; without ``pointed`` only the latter. Whoever
    has one of the roles ``unless`` may do it all the same. ``message`` has the placeholder
    ``places``: where it is used, as far as the reader may see that."""

    id: Id
    deleted: bool = False
    keeps: tuple[Id, ...] = Field(default=(), max_length=50)
    when: Condition | None = None
    pointed: bool = True
    forms: tuple[Id, ...] = Field(default=(), max_length=100)
    but: tuple[Id, ...] = Field(default=(), max_length=100)
    held: tuple[Held, ...] = Field(default=(), max_length=10)
    unless: tuple[Id, ...] = Field(default=(), max_length=20)
    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")
    message: Title

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.deleted or self.keeps or self.when):
            raise ValueError("one of deleted, keeps and when")
        if not (self.pointed or self.held):
            raise ValueError("nothing would say that it is used: pointed or held")
        return self


class Acyclic(_Part):
    """Records of the form lead from what ``of`` points at to what ``to`` points at (a product is
    made of components): no way leads back to where it began. ``where``: only such records count.
    ``message`` has the placeholder ``way``."""

    id: Id
    of: str
    to: str
    where: Condition | None = None
    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")
    message: Title
