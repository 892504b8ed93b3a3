"""Which forms follow from which: read once for every published state of an app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from form_engine.catalog import FormRef, forms_of, plan_of
from form_engine.link_document import Link
from form_engine.plan import Plan
from huiliu.core.actor import AppRef


@dataclass(frozen=True)
class Linked:
    """A link and the form that has it: the one that is made from the source."""

    form: str
    link: Link

    @property
    def key(self) -> str:
        """How the link is called on the wire: ``purchase_receipt.from_order``."""
        return f"{self.form}.{self.link.id}"


def links_from(app: AppRef, source: str) -> tuple[Linked, ...]:
    """The links that lead away from a form, in the order of the forms' keys."""
    return _by_source(tuple(forms_of(app).values())).get(source, ())


def links_of(plan: Plan) -> tuple[Linked, ...]:
    """The links by which a form's documents follow from others."""
    return tuple(Linked(plan.document.id, link) for link in plan.document.sources)


@lru_cache(maxsize=200)
def _by_source(forms: tuple[FormRef, ...]) -> Mapping[str, tuple[Linked, ...]]:
    found: dict[str, list[Linked]] = {}
    for form in sorted(forms, key=lambda one: one.key):
        for linked in links_of(plan_of(form)):
            found.setdefault(linked.link.form, []).append(linked)
    return {source: tuple(links) for source, links in found.items()}
