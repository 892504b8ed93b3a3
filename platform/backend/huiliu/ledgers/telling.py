"""Where what a ledger found wrong becomes a refusal, for whoever waits for the answer."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager

from huiliu.core.actor import Actor
from huiliu.ledgers.refusal import short_refusal, unfit_refusal
from huiliu.ledgers.shortage import Short, Unfit


@contextmanager
def telling(askers: Collection[Actor | None]) -> Iterator[None]:
    """Raises RuleRefused, which tells only what all the askers may see."""
    try:
        yield
    except Short as short:
        raise short_refusal(short, askers) from None
    except Unfit as unfit:
        raise unfit_refusal(unfit, askers) from None
