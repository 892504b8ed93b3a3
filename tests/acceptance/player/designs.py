"""What the forms of the app look like: fields, types and links, as their designer sees them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.acceptance.people import Refused
from tests.acceptance.player.session import Session

Field = dict[str, Any]


class Missing(AssertionError):
    """The template has no such form or field."""


class Designs:
    def __init__(self, designer: Session) -> None:
        self._designer = designer
        self._forms: dict[str, dict[str, Any] | None] = {}
        self._fields: dict[str, dict[str, Field]] = {}
        self._ledgers: list[dict[str, Any]] | None = None

    def document(self, kind: str, key: str) -> dict[str, Any]:
        content: dict[str, Any] = self._designer.app("GET", f"/documents/{kind}/{key}/draft")
        return dict(content["content"])

    def keys(self, kind: str) -> list[str]:
        items = self._designer.app("GET", f"/documents?kind={kind}")["items"]
        return [item["key"] for item in items]

    def form(self, key: str) -> dict[str, Any]:
        if key not in self._forms:
            try:
                self._forms[key] = self.document("form", key)
            except Refused as refused:
                if refused.status != 404:
                    raise
                self._forms[key] = None
        found = self._forms[key]
        if found is None:
            raise Missing(f"there is no form {key}")
        return found

    def has_form(self, key: str) -> bool:
        try:
            self.form(key)
        except Missing:
            return False
        return True

    def fields(self, form: str) -> dict[str, Field]:
        """By path."""
        if form not in self._fields:
            self._fields[form] = dict(_paths(self.form(form)["fields"], ""))
        return self._fields[form]

    def first(self, form: str, *paths: str) -> str | None:
        """The first of the paths that is a field."""
        return next((path for path in paths if path in self.fields(form)), None)

    def link(self, form: str, source: str) -> dict[str, Any]:
        """How documents of ``form`` follow from those of ``source``."""
        for link in self.form(form).get("links", []):
            if link["form"] == source:
                return dict(link)
        raise Missing(f"{form} does not follow from {source}")

    def ledgers(self) -> list[dict[str, Any]]:
        if self._ledgers is None:
            self._ledgers = [self.document("ledger", key) for key in self.keys("ledger")]
        return self._ledgers


def _paths(fields: list[Field], prefix: str) -> Iterator[tuple[str, Field]]:
    for field in fields:
        yield prefix + field["id"], field
        yield from _paths(field.get("fields", []), f"{prefix}{field['id']}.")
