"""Which paths of other records a form reads through its references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from form_engine.document import FormDocument, Rule
from form_engine.planning.computing import Step, own_part
from form_engine.planning.scope import Scopes
from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import parse

TITLE = "$title"


def through_references(scopes: Scopes, read: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Of the paths read, those that lead on: path → (the reference, the path over there)."""
    found = {}
    for path in read:
        own = own_part(scopes, path)
        slot = scopes.find(own)
        if slot is not None and slot.link == "record" and path != own:
            found[path] = (own, path[len(own) + 1 :])
    return found


def titled(scopes: Scopes, steps: Iterable[Step]) -> dict[str, tuple[str, str]]:
    """A formula that reads a reference itself reads the title of the record."""
    return {
        ref: (ref, TITLE)
        for step in steps
        for ref in step.refs
        if (slot := scopes.find(ref)) is not None and slot.link == "record"
    }


def read_paths(document: FormDocument, scopes: Scopes) -> Iterator[str]:
    """What rules read, conditions of fields, and this record's side of filters."""
    for rule in document.rules:
        yield from rule_paths(rule)
    for config in document.by_path.values():
        for when in (config.visible_when, config.required_when, config.readonly_when):
            if when is not None:
                yield from paths(when)
        where: Condition | None = getattr(config, "filter", None)
        if where is not None:
            yield from own_side(where)


def rule_paths(rule: Rule) -> Iterator[str]:
    if rule.when is not None:
        yield from paths(rule.when)
    if rule.formula is not None:
        yield from parse(rule.formula).refs


def own_side(where: Condition) -> Iterator[str]:
    """The paths of this record in a condition on another form."""
    for one in where.cond:
        if isinstance(one, Term):
            if isinstance(one.value, FieldValue):
                yield one.value.field
        else:
            yield from own_side(one)
