"""A part of the quantity brings its share of the amount, to the cent."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_engine.api import records
from huiliu.core.actor import Cause
from tests.form_engine.conftest import Company
from tests.support.trade_steps import follow, order, receive

pytestmark = pytest.mark.django_db


def test_amounts_in_proportion_add_up_to_the_cent(trade: Company) -> None:
    of = order(trade, "3", gross="100.00")
    parts = [receive(trade, of, "1") for _ in range(3)]
    gross = [trade.read(one).values["lines"][0]["gross"] for one in parts]
    assert gross == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]
    assert trade.read(parts[2]).values["lines"][0]["net"] == Decimal("29.50")


def test_the_share_is_worked_out_when_it_is_approved(trade: Company) -> None:
    """Two drafts of the last piece: the one approved last takes the rest."""
    of = order(trade, "3", gross="100.00")
    drafts = [receive(trade, of, "1", submit=False) for _ in range(3)]
    assert [d.values["lines"][0]["gross"] for d in drafts] == [Decimal("33.33")] * 3
    for one in drafts:
        access = trade.system("receipt")
        records.submit(trade.app, "receipt", one.id, access=access, cause=Cause())
    found = [trade.read(one).values["lines"][0]["gross"] for one in drafts]
    assert found == [Decimal("33.33"), Decimal("33.33"), Decimal("33.34")]


def test_a_share_stays_what_it_was_when_something_else_is_kept_on_its_line(
    trade: Company,
) -> None:
    of = order(trade, "3", gross="100.00")
    parts = [receive(trade, of, "1") for _ in range(3)]
    follow(trade, "return", parts[2], "1")
    row = trade.read(parts[2]).values["lines"][0]
    assert (row["returned"], row["gross"]) == (Decimal("1.0000"), Decimal("33.34"))
