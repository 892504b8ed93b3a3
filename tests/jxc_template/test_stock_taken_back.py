"""A stock document that is taken back leaves the books as they were."""

from __future__ import annotations

import pytest

from huiliu.ledgers import api as ledgers
from tests.jxc_template.conftest import Demo
from tests.support.storeroom import MAIN, PAN, books, count, here, other_out

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.parametrize("form", ["other_in", "other_out", "stocktake", "assembly", "adjust"])
def test_what_is_taken_back_was_never_there(demo: Demo, form: str) -> None:
    before = books(demo)
    match form:
        case "other_in":
            lines = [{"product": PAN, "qty": "7", "price": "1"}]
            made = demo.enter("other_in", "boss", kind="gift", warehouse=MAIN, lines=lines)
        case "other_out":
            made = other_out(demo, "scrap", "5", tax_transfer_rate="0.13")
        case "stocktake":
            made = count(demo, {"product": PAN, "counted": str(here(demo, PAN) - 3)})
        case "assembly":
            made = demo.enter(
                "assembly", "boss", product="product/foil", qty="1", warehouse=MAIN, fee="9",
                components=[{"product": PAN, "qty": "3"}],
            )  # fmt: skip
        case _:
            lines = [{"product": PAN, "amount": "12.34"}]
            made = demo.enter(
                "cost_adjustment", "finance", kind="price", warehouse=MAIN, lines=lines
            )
    demo.approve(made, "boss" if form == "adjust" else "finance")
    assert demo.now(made).state == "approved"
    assert books(demo) != before
    demo.unapprove_record(made, "boss")
    assert books(demo) == before
    assert ledgers.check_all(demo.app.workspace_id) == 0
