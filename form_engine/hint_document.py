"""What is told beside a field while one fills it in: the last price, what is available.

Part of a form. A hint is looked up and never stored; what its reader may not see elsewhere it does
not tell.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field, model_validator

from form_engine.balance_document import Paths
from huiliu.core.documents import Id, Title


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Latest(_Part):
    """``value`` of the record of ``form`` with the greatest ``by`` (an approved one, of documents)
    that says the same as this record. ``same``: path there → own path. Of its rows the last that
    says the same. ``times``: an own number it is multiplied by, as a price by what is in a pack."""

    form: Id
    value: str = Field(max_length=200)
    same: dict[str, str] = Field(min_length=1, max_length=8)
    by: str = Field(max_length=200)
    times: str | None = Field(default=None, max_length=200)


class Holds(_Part):
    """``measure`` of a ledger, or one of its checks. ``key``: each dimension → where its value is
    (of several fields the first that has one), null for empty."""

    ledger: Id
    measure: Id
    key: dict[Id, str | Paths | None] = Field(min_length=1, max_length=8)

    def paths_of(self, dimension: str) -> tuple[str, ...]:
        given = self.key[dimension]
        if given is None:
            return ()
        return (given,) if isinstance(given, str) else given


class Hint(_Part):
    """``beside``: the field it stands at."""

    id: Id
    beside: str = Field(max_length=200)
    title: Title
    latest: Latest | None = None
    holds: Holds | None = None

    @model_validator(mode="after")
    def says_one_thing(self) -> Hint:
        if (self.latest is None) == (self.holds is None):
            raise ValueError("a hint has exactly one of latest, holds")
        return self

    @property
    def scope(self) -> str:
        """The subform whose rows it is told in; empty: of the record."""
        return self.beside.rpartition(".")[0]

    @property
    def own_paths(self) -> tuple[str, ...]:
        """The fields of this form that decide what it tells."""
        if self.latest is not None:
            times = () if self.latest.times is None else (self.latest.times,)
            return (*self.latest.same.values(), *times)
        assert self.holds is not None  # one of both, as validated
        return tuple(p for one in self.holds.key for p in self.holds.paths_of(one))
