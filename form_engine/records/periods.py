"""A document that is dated in a closed period is not written, by whomever: ``PERIOD_CLOSED``.

A draft may be dated out of it, voided or deleted.
"""

from __future__ import annotations

from form_engine.plan import Plan
from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.records import Values


def require_open(plan: Plan, app: AppRef, values: Values, *, posts: bool = False) -> None:
    """``posts``: the closing of the period waits for this transaction."""
    life = plan.document.life
    if life is None or life.period is None:
        return
    day = values.get(life.period)
    if day is not None:
        ports.ledgers().require_open(app, day, posts=posts)
