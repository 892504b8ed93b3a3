"""What else an approval must heed before it is taken back: the form's own rules that say so."""

from __future__ import annotations

from form_engine.planning.rules import RulesBroken
from form_engine.records.context import Writing
from huiliu.core.records import Record


def require_rules(writing: Writing, record: Record) -> None:
    """Asked of the approved document as it stands, with what its references say now."""
    document = writing.plan.document
    codes = {rule.code for rule in document.rules if rule.undoing}
    if not codes:
        return
    found = writing.check({}, writing.access, record.values, final=True, settled=True)
    broken = [error for error in found.rules if error.code in codes]
    if not broken:
        return
    fields = {
        path: kept
        for path, errors in found.errors.items()
        if (kept := [error for error in errors if error in broken])
    }
    raise RulesBroken(broken[0].code, broken[0].words, fields=fields, **broken[0].data)
