"""Labels of a story and what they stand for here: documents by their numbers, masters by codes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

NUMBER = re.compile(r"[A-Z]{2,6}-\d{8}-\d{4}")
OPENING = re.compile(r"期初-(.+)")


@dataclass(frozen=True)
class Doc:
    """A document of ours."""

    form: str
    id: str
    no: str = field(default="", compare=False)


class Labels:
    def __init__(self) -> None:
        self._docs: dict[str, Doc] = {}
        self._labels: dict[Doc, str] = {}
        self._masters: dict[tuple[str, str], str] = {}
        self._codes: dict[tuple[str, str], str] = {}

    def doc(self, label: str) -> Doc:
        if label not in self._docs:
            raise AssertionError(f"{label} was never made")
        return self._docs[label]

    def knows(self, label: str) -> bool:
        return label in self._docs

    def label(self, doc: Doc) -> str:
        return self._labels.get(doc, doc.no)

    def name(self, label: str, doc: Doc) -> None:
        self._docs[label] = doc
        self._labels[doc] = label

    def of_number(self, number: str) -> str:
        """The label of the document of that number; nothing when it has none."""
        return next((label for label, doc in self._docs.items() if doc.no == number), "")

    def assign(self, wanted: list[str], made: list[Doc]) -> None:
        """First sight: a label goes to a new document whose number begins the same; the last
        label of all to the last document."""
        free = [doc for doc in made if doc not in self._labels]
        for label in wanted:
            prefix = label.partition("-")[0]
            doc = next((d for d in free if d.no.partition("-")[0] == prefix), None)
            if label not in self._docs and doc is not None:
                self.name(label, doc)
                free.remove(doc)
        left = [label for label in wanted if label not in self._docs]
        if len(left) == 1 and len(free) == 1:
            self.name(left[0], free[0])

    def add(self, form: str, code: str, id_: str) -> None:
        self._masters[form, code] = id_
        self._codes.setdefault((form, id_), code)

    def master(self, form: str, code: str) -> str | None:
        return self._masters.get((form, code))

    def all(self, form: str) -> list[str]:
        return [code for one, code in self._masters if one == form]

    def code(self, form: str, id_: str) -> str | None:
        return self._codes.get((form, id_))
