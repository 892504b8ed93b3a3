"""Random arrivals and issues, compared with a program that moves piece by piece."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import partial

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.lots import EXPIRED, KNOWN, A, B, C, approve, held, refused
from tests.support.shop import Shop

Issue = tuple[int, int]
"""Quantity, and how many days after the first."""


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    arrivals=st.lists(
        st.tuples(st.sampled_from([0, A, B, C, EXPIRED]), st.integers(1, 9)), max_size=8
    ),
    issues=st.lists(st.integers(1, 12), max_size=8),
)
def test_against_a_simple_program(lots: Shop, arrivals: list[Issue], issues: list[int]) -> None:
    """Piece by piece: of what may go, the piece whose last day comes first. A product of its own
    for each example."""
    product = lots.last + 100
    pieces: list[int] = []
    for lot, qty in arrivals:
        approve(lots, "arrival", (str(qty), lot or None), product=product)
        pieces += [lot] * qty
    for qty in issues:
        act = partial(approve, lots, "issue", (str(qty), None), product=product)
        good = sorted((p for p in pieces if p != EXPIRED), key=_last_day)
        if len(good) < qty:
            code = "BATCH_EXPIRED" if len(pieces) >= qty else "NEGATIVE_STOCK"
            assert refused(lots, act).wire_code == code
            continue
        act()
        for piece in good[:qty]:
            pieces.remove(piece)
    assert held(lots, product=product) == {p: Decimal(pieces.count(p)) for p in {*pieces}}


def _last_day(lot: int) -> date:
    return KNOWN[lot][1] if lot else date.min
