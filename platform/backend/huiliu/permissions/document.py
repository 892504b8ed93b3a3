"""The permission document: one group on one form or ledger, as actions × fields × rows.

``schemas/permission.schema.json`` is generated from it:
``python -m huiliu.permissions.document`` writes the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from huiliu.core.access import Action, FieldRight
from huiliu.core.conditions import Condition
from huiliu.core.documents import Document, Id
from huiliu.core.reading import read_document, schema_text
from huiliu.permissions import upgrades

VERSION = 1
SCHEMA = Path(__file__).parent / "schemas" / "permission.schema.json"

Kind = Literal["form", "ledger"]
FieldPath = Annotated[
    str, StringConstraints(pattern=r"^(\*|[a-z][a-z0-9_]{0,62}(\.[a-z][a-z0-9_]{0,62})?)$")
]


class GroupMembers(BaseModel):
    """Who is in the group, by key. A department names everybody below it too."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    roles: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    everyone: bool = False


class PermissionDocument(Document):
    """``fields["*"]`` is the default (edit); a subform's own entry is the default for its
    columns. Without ``rows`` the group reaches all of them. ``order`` is where its designers see
    it among the others, and decides nothing."""

    kind: Literal["permission"]
    version: Literal[1]
    form: Id | None = None
    ledger: Id | None = None
    enabled: bool = True
    order: int = Field(default=100, ge=0, le=100_000)
    members: GroupMembers
    actions: tuple[Action, ...] = ()
    fields: dict[FieldPath, FieldRight] = Field(default_factory=dict)
    rows: Condition | None = None

    @model_validator(mode="after")
    def _is_on_one_thing(self) -> PermissionDocument:
        if (self.form is None) == (self.ledger is None):
            raise ValueError("exactly one of form and ledger")
        return self

    @property
    def on(self) -> tuple[Kind, str]:
        """What the group is on: ``("form", "sales_delivery")``."""
        return ("form", self.form) if self.form is not None else ("ledger", self.ledger or "")

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> PermissionDocument:
        """Reads any format version. Raises InvalidDocument."""
        return read_document(cls, content, current=VERSION, upgrades=upgrades, schema=SCHEMA)


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(PermissionDocument), encoding="utf-8")
