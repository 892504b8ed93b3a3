"""Which fields of a record decide what is offered for its rows."""

from __future__ import annotations

from typing import Any

from form_engine.document import FormDocument
from form_engine.offer_document import FromLedger, FromRecord
from form_engine.planning.paths import own_side
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import parse


def asked_for(document: FormDocument, subform: str) -> list[str]:
    """Own fields of the record, in alphabetical order."""
    config: Any = document.by_path[subform]
    found: set[str] = set()
    if config.ledger_offers:
        found = set().union(*map(_of_ledger, config.ledger_offers))
    elif config.from_record is not None:
        found = _of_record(document, config.from_record)
    return sorted(found & document.by_path.keys())


def _of_ledger(offer: FromLedger) -> set[str]:
    read = {field for field in offer.key.values() if field is not None}
    return read | (set(paths(offer.when)) if offer.when is not None else set())


def _of_record(document: FormDocument, offer: FromRecord) -> set[str]:
    """A reference that is picked by itself is known by what it is picked by."""
    reference: Any = document.by_path[offer.record]
    read = {ref for text in offer.formulas.values() for ref in parse(text).refs}
    if reference.pick is None or reference.filter is None:
        return read | {offer.record}
    return read | set(own_side(reference.filter))
