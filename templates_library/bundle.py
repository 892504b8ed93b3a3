"""The bundle document: what a template is, which files it holds, in which order they are installed.

``schemas/bundle.schema.json`` is generated: ``python -m templates_library.bundle`` writes it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

from huiliu.core.documents import Document, Id, Title
from huiliu.core.reading import read_document, schema_text
from templates_library import upgrades

VERSION = 1
SCHEMA = Path(__file__).parent / "schemas" / "bundle.schema.json"

FilePath = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*\.json$", max_length=200)
]
"""Inside the bundle's folder: nothing leads out of it."""


PicturePath = Annotated[
    str, StringConstraints(pattern=r"^pictures/[A-Za-z0-9_]+\.(png|jpg|webp)$", max_length=100)
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Item(_Part):
    """One line of the navigation: exactly one of the five."""

    form: Id | None = None
    ledger: Id | None = None
    journal: Id | None = None
    report: Id | None = None
    page: Id | None = None

    @model_validator(mode="after")
    def _is_one_thing(self) -> Item:
        if len([one for _, one in self if one is not None]) != 1:
            raise ValueError("exactly one of form, ledger, journal, report and page")
        return self

    def as_stored(self) -> dict[str, str]:
        """As an app keeps it."""
        return next({"kind": kind, "key": key} for kind, key in self if key is not None)


class Group(_Part):
    group: Title
    items: tuple[Item, ...]

    def as_stored(self) -> dict[str, Any]:
        return {"group": self.group, "items": [item.as_stored() for item in self.items]}


class BundleRole(_Part):
    id: Id
    title: Title


class BundleDocument(Document):
    """``install`` lists documents, and under ``data/`` records that every company starts with (the
    chart of accounts), ``data`` sample data; both in the order of installation. ``pictures`` show
    what one gets, the first one in the list of templates."""

    kind: Literal["bundle"]
    version: Literal[1]
    description: dict[str, str] = {}
    icon: str = ""
    pictures: tuple[PicturePath, ...] = ()
    release: str = "1"
    navigation: tuple[Group, ...] = ()
    roles: tuple[BundleRole, ...] = ()
    install: tuple[FilePath, ...]
    data: tuple[FilePath, ...] = ()

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> BundleDocument:
        """Reads any format version. Raises InvalidDocument."""
        return read_document(cls, content, current=VERSION, upgrades=upgrades, schema=SCHEMA)


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(BundleDocument), encoding="utf-8")
