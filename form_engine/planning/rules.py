"""The form's own rules: a record for which one is true is refused, in the rule's own words."""

from __future__ import annotations

from dataclasses import dataclass

from form_engine.document import FormDocument, Rule
from form_engine.planning.computing import own_part
from form_engine.planning.reading import Reading
from form_engine.planning.scope import NO_TITLES, Scope, Scopes, complain
from form_engine.planning.work import Part, Work
from huiliu.core.errors import FieldError, RuleRefused, ValidationFailed
from huiliu.core.expressions.conditions import evaluate, paths

FORM = "$form"
"""Where a complaint about the record as a whole stands."""


class RulesBroken(RuleRefused, ValidationFailed):
    """Only rules said no: the first rule's code and words, and all of them by field."""


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: Rule
    scope: Scope
    reads: frozenset[str]


class Rules:
    def __init__(self, document: FormDocument, scopes: Scopes) -> None:
        self._kinds = scopes.kind_of
        self._rules = [_compiled(rule, scopes) for rule in document.rules]

    def check(self, work: Work, reading: Reading) -> list[FieldError]:
        """A rule that reads a value already complained about is not asked."""
        found: list[FieldError] = []
        for one in self._rules:
            if not work.broken.isdisjoint(one.reads):
                continue
            for part in work.parts(one.scope):
                read = reading.of(part)
                if evaluate(one.rule.when, read, work.current, kinds=self._kinds):
                    found.append(_broken(work, one, part))
        return found


def _compiled(rule: Rule, scopes: Scopes) -> _Rule:
    sub = (rule.field or "").partition(".")[0]
    in_rows = rule.field is not None and "." in rule.field and sub in scopes.subforms
    reads = frozenset(own_part(scopes, path) for path in paths(rule.when))
    return _Rule(rule, scopes.subforms[sub] if in_rows else scopes.main, reads)


def _broken(work: Work, one: _Rule, part: Part) -> FieldError:
    rule = one.rule
    error = FieldError(rule.code, rule.message, _shown(work, one, part))
    key = rule.field.removeprefix(one.scope.prefix) if rule.field is not None else FORM
    complain(work.errors, part.at + key, error)
    return error


def _shown(work: Work, one: _Rule, part: Part) -> dict[str, str]:
    """Values for the placeholders of the message, as far as the reader may see them."""
    language = work.access.actor.language
    return {
        key: slot.kind.show(value, slot.config, language, NO_TITLES)
        for key, slot in part.scope.slots.items()
        if slot.path in one.reads
        and slot.path in work.rights.visible
        and slot.link is None
        and (value := part.values.get(key)) is not None
    }
