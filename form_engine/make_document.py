"""A master record that documents bring with them: the batch of a receipt. Part of a form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from form_engine.link_document import Refused
from huiliu.core.conditions import Condition
from huiliu.core.documents import Id


class Make(BaseModel):
    """At approval ``into``, a read-only reference of the document or of its rows, is set to the
    record that agrees in ``same`` (its field → where the value is here); one that is not there is
    made, and gets ``values`` as well. Where a value of ``same`` is empty, or ``when`` does not
    hold, nothing happens. ``agree``: those of ``values`` in which a record that is there already
    may not say something else; ``refused`` is said then."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    into: str = Field(max_length=200)
    same: dict[Id, str] = Field(min_length=1, max_length=8)
    values: dict[Id, str] = Field(default_factory=dict, max_length=30)
    when: Condition | None = None
    agree: tuple[Id, ...] = Field(default=(), max_length=10)
    refused: Refused | None = None

    @property
    def scope(self) -> str:
        """The subform whose rows bring one; empty: the record does."""
        return self.into.rpartition(".")[0]
