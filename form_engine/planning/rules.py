"""The form's own rules: a record for which one is true is refused, in the rule's own words."""

from __future__ import annotations

from dataclasses import dataclass

from form_engine.document import FormDocument, Rule
from form_engine.planning.computing import own_part
from form_engine.planning.paths import rule_paths
from form_engine.planning.reading import Reading
from form_engine.planning.scope import NO_TITLES, Scope, Scopes, complain
from form_engine.planning.work import Part, Work
from huiliu.core.errors import FieldError, RuleRefused, ValidationFailed
from huiliu.core.expressions.conditions import evaluate
from huiliu.core.expressions.formula import Formula, FormulaError, Get, parse
from huiliu.core.expressions.results import fitted

FORM = "$form"
"""Where a complaint about the record as a whole stands."""


class RulesBroken(RuleRefused, ValidationFailed):
    """Only rules said no: the first rule's code and words, and all of them by field."""


@dataclass(frozen=True, slots=True)
class _Rule:
    rule: Rule
    scope: Scope
    reads: frozenset[str]
    formula: Formula | None


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
                if self._holds(work, one, part, reading.of(part)):
                    found.append(_broken(work, one, part))
        return found

    def _holds(self, work: Work, one: _Rule, part: Part, read: Get) -> bool:
        if one.rule.when is not None:
            return evaluate(one.rule.when, read, work.current, kinds=self._kinds)
        if one.formula is None:
            return False
        result = fitted(one.formula.run(read, work.env), "switch")
        if isinstance(result, FormulaError) and work.final:
            error = FieldError("formula_error", data={"error": result.code})
            complain(work.errors, part.at + _place(one), error)
        return result is True


def _compiled(rule: Rule, scopes: Scopes) -> _Rule:
    sub = (rule.field or "").partition(".")[0]
    in_rows = rule.field is not None and "." in rule.field and sub in scopes.subforms
    reads = frozenset(own_part(scopes, path) for path in rule_paths(rule))
    scope = scopes.subforms[sub] if in_rows else scopes.main
    return _Rule(rule, scope, reads, parse(rule.formula) if rule.formula is not None else None)


def _broken(work: Work, one: _Rule, part: Part) -> FieldError:
    rule = one.rule
    error = FieldError(rule.code, rule.message, _shown(work, one, part))
    complain(work.errors, part.at + _place(one), error)
    return error


def _place(one: _Rule) -> str:
    field = one.rule.field
    return field.removeprefix(one.scope.prefix) if field is not None else FORM


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
