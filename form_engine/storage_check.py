"""Compares the tables of records with what the forms say, and mends what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F

from form_engine import journal
from form_engine.document import FormDocument
from form_engine.models import FormVersion
from form_engine.storage import Storage


@dataclass(frozen=True)
class Drift:
    """Something that a published form needs and the database does not have."""

    form_id: int
    form: str
    version: int
    operation: str
    target: str


def find_drift() -> list[Drift]:
    return [
        Drift(row.form_id, row.form.key, row.number, one.operation, one.target)
        for row, document, storage in _published()
        for missing in journal.missing(document, storage)
        for one in missing
    ]


def mend() -> int:
    """Creates what is missing, and counts it. Nothing is ever dropped here."""
    steps = 0
    for row, document, storage in _published():
        with journal.form_lock(row.form_id):
            steps += journal.build(row.form_id, row.number, document, storage)
    return steps


def _published() -> Iterator[tuple[FormVersion, FormDocument, Storage]]:
    rows = FormVersion.objects.filter(number=F("form__version")).select_related("form")
    for row in rows.order_by("form_id"):
        yield row, FormDocument.parse(row.document), Storage.of_json(row.storage)
