"""Values given for fields that the giver may not fill in: fine when they say what stands there."""

from __future__ import annotations

from form_engine.planning.scope import complain
from form_engine.planning.work import Claim, Work
from huiliu.core.errors import FieldError

_NOT_ALLOWED = FieldError("not_allowed")


def check_claims(work: Work) -> None:
    """A browser sends back what it was shown; that is no attempt at anything."""
    for claim in work.claims:
        if not _is_what_stands(claim):
            complain(work.errors, claim.part.at + claim.slot.id, _NOT_ALLOWED)


def _is_what_stands(claim: Claim) -> bool:
    key, before = claim.slot.id, claim.part.before
    if claim.value == claim.part.values.get(key):
        return True
    return before is not None and claim.value == before.get(key)
