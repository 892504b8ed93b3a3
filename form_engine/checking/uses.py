"""Records in use and circles of records that are spoken of where they cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.checking.forms import Forms
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.use_document import Acyclic, InUse
from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import paths
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    for position, rule in enumerate(form.in_use):
        yield from _in_use(form, rule, f"in_use.{position}")
    for position, circle in enumerate(form.acyclic):
        yield from _acyclic(form, circle, f"acyclic.{position}")


def _in_use(form: FormDocument, rule: InUse, at: str) -> Iterator[Problem]:
    """Forms and ledgers that use it may be published later."""
    for path in rule.keeps:
        if path not in form.by_path:
            yield problem(f"{at}.keeps", "unknown_field", path=path)
    yield from _condition(form, rule.when, f"{at}.when")


def _acyclic(form: FormDocument, circle: Acyclic, at: str) -> Iterator[Problem]:
    leads = []
    for name, path in (("of", circle.of), ("to", circle.to)):
        to = str(getattr(form.by_path.get(path), "form", ""))
        if not to:
            yield problem(f"{at}.{name}", "not_a_reference", path=path)
        leads.append(to)
    if "." in circle.of:
        yield problem(f"{at}.of", "unknown_field", path=circle.of)
    elif all(leads) and leads[0] != leads[1]:
        yield problem(f"{at}.to", "leads_elsewhere", path=circle.to)
    yield from _condition(form, circle.where, f"{at}.where")


def _condition(form: FormDocument, when: Condition | None, at: str) -> Iterator[Problem]:
    for path in sorted(paths(when)) if when is not None else ():
        if path not in form.by_path:
            yield problem(at, "unknown_field", path=path)
