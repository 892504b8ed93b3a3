"""What the page at an address is about to fetch, told with the page itself.

Without it a browser learns of a page's files and reads one after the other: each only when the
script before it has run. Which page an address has stands in ``pages.json`` of the front end.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

ENTRY = "index.html"
_ALWAYS = ("/me",)
Manifest = dict[str, dict[str, Any]]


@dataclass(frozen=True)
class Built:
    """One build of the front end: ``manifest.json`` and ``pages.json``. A build from before there
    was such a table has no pages: it is served as it is."""

    manifest: Manifest
    pages: list[dict[str, Any]]

    @classmethod
    def read(cls, folder: Path) -> Built:
        found = [folder / name for name in ("manifest.json", "pages.json")]
        if not all(path.is_file() for path in found):
            return cls({}, [])
        return cls(*(json.loads(path.read_text(encoding="utf-8")) for path in found))

    def files(self, chunks: Iterable[str]) -> set[str]:
        """The files of some chunks, named by their source, and of all they import at once."""
        seen: set[str] = set()
        waiting = [key for key in chunks if key in self.manifest]
        while waiting:
            key = waiting.pop()
            if key not in seen:
                seen.add(key)
                waiting.extend(self.manifest[key].get("imports", []))
        return {file for key in seen for file in self._of_chunk(self.manifest[key])}

    def _of_chunk(self, chunk: dict[str, Any]) -> Iterator[str]:
        yield chunk["file"]
        yield from chunk.get("css", [])


def hints(folder: Path, stamp: float, path: str, may_read: bool) -> str:
    """HTML for the head. ``stamp`` changes with each build, ``may_read``: somebody is signed in."""
    built = _built(folder, stamp)
    parts = [part for part in path.split("/") if part]
    for page in built.pages:
        given = _match(page["path"], parts)
        if given is not None:
            reads = (*_ALWAYS, *page.get("reads", ())) if may_read else ()
            chunks = (page["page"], *page.get("with", ()))
            links = "".join(_read_link(_fill(read, given)) for read in reads)
            return links + _file_links(folder, stamp, tuple(_fill(name, given) for name in chunks))
    return ""


@lru_cache(maxsize=1)
def _built(folder: Path, _stamp: float) -> Built:
    return Built.read(folder)


@lru_cache(maxsize=100)
def _file_links(folder: Path, stamp: float, chunks: tuple[str, ...]) -> str:
    built = _built(folder, stamp)
    sources = (f"src/{name}.tsx" for name in chunks)
    wanted = sorted(built.files(sources) - built.files((ENTRY,)))
    return "".join(map(_file_link, wanted))


def _file_link(name: str) -> str:
    how = 'rel="preload" as="style"' if name.endswith(".css") else 'rel="modulepreload"'
    return f'<link {how} crossorigin href="/static/app/{escape(name)}">\n'


def _read_link(path: str) -> str:
    return f'<link rel="preload" as="fetch" crossorigin href="/api/v1{escape(path)}">\n'


def _match(pattern: str, parts: list[str]) -> dict[str, str] | None:
    """``apps/:app`` and ``["apps", "jxc"]`` → ``{"app": "jxc"}``."""
    names = [part for part in pattern.split("/") if part]
    if len(names) != len(parts):
        return None
    pairs = list(zip(names, parts, strict=True))
    if any(name != part for name, part in pairs if not name.startswith(":")):
        return None
    return {name[1:]: quote(part, safe="") for name, part in pairs if name.startswith(":")}


def _fill(pattern: str, given: dict[str, str]) -> str:
    """``/apps/:app`` → ``/apps/jxc``."""
    parts = pattern.split("/")
    return "/".join(given.get(part[1:], part) if part[:1] == ":" else part for part in parts)
