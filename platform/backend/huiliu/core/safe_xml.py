"""Reads XML that strangers wrote: no document type, so no entities; bounded in every direction."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 60
_DECLARED = re.compile(rb"""^<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_BY_EXPAT = ("utf-8", "utf8", "utf-16", "us-ascii", "iso-8859-1")
_BY_US = frozenset({
    "gbk", "gb2312", "gb18030", "big5", "shift_jis", "euc-jp", "euc-kr", "utf-16le", "utf-16be",
    *(f"iso-8859-{n}" for n in range(2, 16)), *(f"windows-125{n}" for n in range(9)),
})  # fmt: skip


class UnsafeXml(ValueError):
    """Why, in English."""


@dataclass
class Element:
    """``name`` is without its namespace, ``space`` is it. Attributes likewise lose theirs; one of
    the language itself goes before an extension's of the same name."""

    name: str
    space: str
    attributes: dict[str, str]
    children: list[Element] = field(default_factory=list)
    text: str = ""

    def get(self, name: str, otherwise: str = "") -> str:
        return self.attributes.get(name, otherwise)

    def all(self, name: str) -> list[Element]:
        return [child for child in self.children if child.name == name]

    def first(self, name: str) -> Element | None:
        return next(iter(self.all(name)), None)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            yield from child.walk()


def read(data: bytes, *, max_bytes: int = MAX_BYTES, max_elements: int = MAX_ELEMENTS) -> Element:
    """The root. Refuses what is too large, too deep, ill-formed, or declares a document type, with
    UnsafeXml."""
    if len(data) > max_bytes:
        raise UnsafeXml(f"it is larger than {max_bytes // 1_000_000} MB")
    builder = _Builder(max_elements)
    text = _decoded(data)
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.EntityDeclHandler = _no_document_type
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        raise UnsafeXml(f"it is not XML ({error})") from None
    return builder.root()


def _decoded(data: bytes) -> bytes | str:
    """Text in an encoding that expat does not know; everything else is left to it."""
    declared = _DECLARED.match(data)
    name = declared[1].decode().lower() if declared else "utf-8"
    if name in _BY_EXPAT:
        return data
    if name not in _BY_US:
        raise UnsafeXml(f"its encoding '{name}' is not read")
    try:
        return data.decode(name)
    except UnicodeDecodeError:
        raise UnsafeXml(f"it is not in its encoding '{name}'") from None


def _no_document_type(*_: object) -> None:
    raise UnsafeXml("it declares a document type (DTD)")


class _Builder:
    def __init__(self, max_elements: int) -> None:
        self._most = max_elements
        self._open = [Element("", "", {})]
        self._texts: list[list[str]] = [[]]
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > self._most or len(self._open) > MAX_DEPTH:
            raise UnsafeXml("it has too many elements, or too deep ones")
        space, _, local = name.rpartition("\n")
        foreign = {k.rpartition("\n")[2]: value for k, value in attributes.items() if "\n" in k}
        own = {key: value for key, value in attributes.items() if "\n" not in key}
        element = Element(local, space, {**foreign, **own})
        self._open[-1].children.append(element)
        self._open.append(element)
        self._texts.append([])

    def end(self, name: str) -> None:
        self._open.pop().text = "".join(self._texts.pop())

    def text(self, data: str) -> None:
        self._texts[-1].append(data)

    def root(self) -> Element:
        return self._open[0].children[0]
