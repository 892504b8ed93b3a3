"""Reads XML that strangers wrote: no document type, so no entities; bounded in every direction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from workflow_engine.bpmn.refusal import Refused

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 50_000
MAX_DEPTH = 60


@dataclass
class Element:
    """``name`` is without its namespace, ``space`` is it. Attributes likewise lose theirs."""

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


def read(data: bytes) -> Element:
    """The root. Refuses what is too large, too deep, ill-formed, or declares a document type."""
    if len(data) > MAX_BYTES:
        raise Refused("the file", f"it is larger than {MAX_BYTES // 1_000_000} MB")
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator="\n")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = _no_document_type
    parser.EntityDeclHandler = _no_document_type
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise Refused("the file", f"it is not XML ({error})") from None
    return builder.root()


def _no_document_type(*_: object) -> None:
    raise Refused("the file", "it declares a document type (DTD)")


class _Builder:
    def __init__(self) -> None:
        self._open = [Element("", "", {})]
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > MAX_ELEMENTS or len(self._open) > MAX_DEPTH:
            raise Refused("the file", "it has too many elements, or too deep ones")
        space, _, local = name.rpartition("\n")
        given = {key.rpartition("\n")[2]: value for key, value in attributes.items()}
        element = Element(local, space, given)
        self._open[-1].children.append(element)
        self._open.append(element)

    def end(self, name: str) -> None:
        self._open.pop()

    def text(self, data: str) -> None:
        self._open[-1].text += data

    def root(self) -> Element:
        return self._open[0].children[0]
