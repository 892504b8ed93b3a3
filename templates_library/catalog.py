"""Finds the templates there are: folders with a ``bundle.json``, ours and those lying beside us."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from huiliu.core.errors import NotFound
from templates_library.bundle import BundleDocument

_HERE = Path(__file__).parent


class Files(Protocol):
    """Where a bundle's files are: a folder, or a zip that somebody sent."""

    def read(self, path: str) -> Any:
        """A JSON file. ``Any``: its reader knows what it should be."""


@dataclass(frozen=True)
class Folder:
    place: Path

    def read(self, path: str) -> Any:
        return json.loads((self.place / path).read_text(encoding="utf-8"))

    def picture(self, path: str) -> bytes:
        return (self.place / path).read_bytes()


@dataclass(frozen=True)
class Template:
    files: Files
    bundle: BundleDocument

    @property
    def key(self) -> str:
        return self.bundle.id

    def read(self, path: str) -> Any:
        """A JSON file of the bundle."""
        return self.files.read(path)

    def picture(self, n: int) -> tuple[str, bytes]:
        """Its path and what it holds; NotFound where there is none."""
        if not isinstance(self.files, Folder) or not 0 <= n < len(self.bundle.pictures):
            raise NotFound
        path = self.bundle.pictures[n]
        return path, self.files.picture(path)


def templates() -> list[Template]:
    """By key; of two with one key, the first found."""
    found: dict[str, Template] = {}
    for folder in _folders():
        files = Folder(folder)
        template = Template(files, BundleDocument.parse(files.read("bundle.json")))
        found.setdefault(template.key, template)
    return [found[key] for key in sorted(found)]


def get_template(key: str) -> Template:
    for template in templates():
        if template.key == key:
            return template
    raise NotFound


def _folders() -> Iterator[Path]:
    """``jxc_template`` lies beside this package, in a clone and where it is installed; a company
    keeps its own templates in the folder that ``HUILIU_TEMPLATES`` names."""
    places = [(_HERE.parent, "*_template/bundle.json"), (_HERE / "starters", "*/bundle.json")]
    if own := os.environ.get("HUILIU_TEMPLATES"):
        places.insert(0, (Path(own), "*/bundle.json"))
    for place, pattern in places:
        yield from (file.parent for file in sorted(place.glob(pattern)))
