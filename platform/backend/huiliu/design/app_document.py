"""The app document: what an app is called, its navigation, and where whom it leads to.

``schemas/app.schema.json`` is generated from it: ``python -m huiliu.design.app_document`` writes
the file. An app has one, whose key is ``app``; it needs not be published before it is changed
(``standing``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from huiliu.core.documents import Document, Id, Title
from huiliu.core.reading import read_document, schema_text
from huiliu.design import upgrades

VERSION = 1
KEY = "app"
SCHEMA = Path(__file__).parent / "schemas" / "app.schema.json"

Thing = Literal["form", "ledger", "journal", "report", "page"]
"""What a navigation leads to."""
Color = Literal["teal", "green", "blue", "purple", "pink", "red", "orange", "grey"]
"""Names, not values: a look gives each a shade that can be read on it."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Entry(_Part):
    """One line of the navigation. Without a title and an icon of its own it has its document's.
    ``hidden`` takes it out of sight; what one may open says its permission group."""

    id: Id
    kind: Thing
    key: Id
    title: Title | None = None
    icon: str = Field(default="", max_length=63)
    color: Color | None = None
    hidden: bool = False


class Group(_Part):
    id: Id
    title: Title
    items: tuple[Entry, ...] = Field(default=(), max_length=500)


class Opens(_Part):
    kind: Thing
    key: Id


class Workplace(_Part):
    """Whoever has one of the roles begins here, where they may open it; the first one counts."""

    id: Id
    roles: tuple[Id, ...] = Field(min_length=1, max_length=50)
    opens: Opens


class AppDocument(Document):
    kind: Literal["app"]
    version: Literal[1]
    id: Literal["app"]
    icon: str = Field(default="", max_length=63)
    color: Color | None = None
    groups: tuple[Group, ...] = Field(default=(), max_length=100)
    workplaces: tuple[Workplace, ...] = Field(default=(), max_length=50)

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> AppDocument:
        """Reads any format version. Raises InvalidDocument."""
        return read_document(cls, content, current=VERSION, upgrades=upgrades, schema=SCHEMA)

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Each with its place."""
        for n, group in enumerate(self.groups):
            for m, entry in enumerate(group.items):
                yield f"groups.{n}.items.{m}", entry


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(AppDocument), encoding="utf-8")
