"""Everything wrong with a form beyond its shape, told before it is published.

Shape is the JSON Schema's and the types' (``FormDocument.parse``); here fields are held against
each other and against the other forms of the app.
"""

from __future__ import annotations

from form_engine.checking import (
    balances,
    conditions,
    formulas,
    hints,
    ids,
    life,
    links,
    makes,
    offers,
    references,
    settings,
    sheets,
    uses,
)
from form_engine.checking.forms import Forms
from form_engine.document import FormDocument
from huiliu.core.ports import Problem

CHECKS = (
    ids.check, formulas.check, references.check, conditions.check, settings.check, links.check,
    life.check, balances.check, offers.check, makes.check, hints.check, uses.check,
    sheets.check,
)  # fmt: skip


def problems(document: FormDocument, forms: Forms) -> list[Problem]:
    """All of them, each with its place in the JSON. ``forms``: the app's other forms by id."""
    everything = {**forms, document.id: document}
    return [found for check in CHECKS for found in check(document, everything)]
