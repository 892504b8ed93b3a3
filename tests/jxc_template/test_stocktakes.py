"""盘点: what was counted, what it books, and who learns the book quantity."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import Forbidden, HuiliuError, RuleRefused, ValidationFailed
from huiliu.core.records import Record
from tests.jxc_template.conftest import Demo
from tests.support.storeroom import CENT, KNIFE, MAIN, PAN, books, cost_of, count, here, other_out

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_stocktake_posts_the_difference_to_what_lay_there_when_it_began(demo: Demo) -> None:
    pans, knives = here(demo, PAN), here(demo, KNIFE)
    draft = count(demo, {"product": PAN}, {"product": KNIFE}, {"product": "product/board"},
                  submit=False)  # fmt: skip
    boards = here(demo, "product/board")
    given = other_out(demo, "sample", "1")
    demo.approve(given, "sales_manager")
    counted: list[dict[str, str]] = [
        {"counted": str(pans - 2), "tax_transfer_rate": "0.13"},
        {"counted": str(knives + 1)},
        {},
    ]
    rows = [str(row["$row"]) for row in draft.values["lines"]]
    lines = [{"$row": row, **more} for row, more in zip(rows, counted, strict=True)]
    taken = demo.submit(demo.change(draft, "keeper", lines=lines), "keeper")
    lost = cost_of(demo, PAN, "2")
    found = cost_of(demo, KNIFE, "1")
    tax = (lost * Decimal("0.13")).quantize(CENT, "ROUND_HALF_UP")
    demo.approve(taken, "finance")
    assert here(demo, PAN) == pans - 1 - 2
    assert here(demo, KNIFE) == knives + 1
    assert here(demo, "product/board") == boards
    assert demo.vouchers(taken) == []
    (surplus,), (shortage,) = booked_by(demo, taken)
    assert surplus.values["no"].startswith("PYRK-")
    assert shortage.values["no"].startswith("PKCK-")
    assert sorted(demo.vouchers(surplus)) == sorted([
        ("debit", "1405", found), ("credit", "1901", found),
        ("debit", "1901", found), ("credit", "5301", found),
    ])  # fmt: skip
    assert sorted(demo.vouchers(shortage)) == sorted([
        ("debit", "1901", lost + tax), ("credit", "1405", lost), ("credit", "22210109", tax),
        ("debit", "5711", lost + tax), ("credit", "1901", lost + tax),
    ])  # fmt: skip
    assert (surplus.values["total_cost"], shortage.values["total_cost"]) == (found, lost)


def booked_by(demo: Demo, taken: Record) -> tuple[list[Record], list[Record]]:
    """盘盈 and 盘亏 that follow from a stock-take, the void ones aside."""
    this = Condition(cond=(
        Term(field="stocktake.$id", op="eq", value=taken.uid),
        Term(field="$state", op="ne", value="void"),
    ))  # fmt: skip
    forms_ = ("stock_surplus", "stock_shortage")
    access = [system_access(demo.actor("admin"), one) for one in forms_]
    gains, losses = (
        ports.records().find(demo.app, form, this, access=one, limit=9)
        for form, one in zip(forms_, access, strict=True)
    )
    return gains, losses


def test_a_stocktake_is_taken_back_with_what_it_booked(demo: Demo) -> None:
    before = books(demo)
    taken = count(demo, {"product": PAN, "counted": str(here(demo, PAN) - 2)},
                  {"product": KNIFE, "counted": str(here(demo, KNIFE) + 1)})  # fmt: skip
    demo.approve(taken, "finance")
    (surplus,), (shortage,) = booked_by(demo, taken)
    for one in (surplus, shortage):
        with pytest.raises(Forbidden):
            demo.unapprove_record(one, "boss")
    demo.unapprove_record(taken, "boss")
    assert [demo.now(one).state for one in (surplus, shortage)] == ["void", "void"]
    assert books(demo) == before
    again = demo.submit(demo.now(taken), "keeper")
    demo.approve(again, "finance")
    (new,), _ = booked_by(demo, again)
    assert new.values["no"] > surplus.values["no"]
    demo.unapprove_record(again, "boss")
    assert books(demo) == before


def test_a_full_count_lists_what_lies_there_and_a_category_its_own(demo: Demo) -> None:
    draft = count(demo, submit=False, scope="all")
    listed = {row["product"]: row["book_qty"] for row in draft.values["lines"]}
    at_main = demo.balances("stock", warehouse=MAIN)
    there = [m for d, m in at_main if Decimal(m["qty"]) and not d["transfer"]]
    assert len(listed) == len(there) > 10
    assert sorted(listed.values()) == sorted(Decimal(m["qty"]) for m in there)
    assert not demo.sees(draft, "keeper", "lines.book_qty")
    category = demo.now_of("product", demo.named(PAN).id).values["category"]
    some = count(demo, submit=False, scope="category", category=uid_of(demo, "category", category))
    rows = [demo.now_of("product", row["product"]).values for row in some.values["lines"]]
    assert rows
    assert {row["category"] for row in rows} == {category}
    assert len(rows) < len(listed)


def uid_of(demo: Demo, form: str, record: int) -> str:
    return demo.now_of(form, record).uid


def test_a_product_is_counted_on_one_line_only(demo: Demo) -> None:
    with pytest.raises(ValidationFailed) as refused:
        count(demo, {"product": PAN, "counted": "1"}, {"product": PAN, "counted": "2"})
    assert list(refused.value.fields or {}) == ["lines.1.product"]


def test_a_count_that_agrees_asks_nobody_and_a_large_difference_the_general_manager(
    demo: Demo,
) -> None:
    there = here(demo, PAN)
    same = count(demo, {"product": PAN, "counted": str(there)})
    assert demo.now(same).state == "approved"
    assert demo.vouchers(same) == []
    large = count(demo, {"product": PAN, "counted": str(there - 20)})
    demo.approve(large, "finance")
    assert (demo.now(large).state, here(demo, PAN)) == ("pending", there)
    demo.approve(large, "boss")
    assert here(demo, PAN) == there - 20


def test_who_counts_learns_the_book_quantity_after_the_approval(demo: Demo) -> None:
    taken = count(demo, {"product": PAN, "counted": "1"}, submit=False)
    assert not demo.sees(taken, "keeper", "lines.book_qty")
    assert not demo.sees(taken, "keeper", "lines.diff")
    assert demo.sees(taken, "finance", "lines.book_qty")
    done = count(demo, {"product": KNIFE, "counted": str(here(demo, KNIFE))})
    assert demo.sees(done, "keeper", "lines.book_qty")
    assert not demo.sees(done, "keeper", "lines.unit_cost")
    access = ports.permissions().access(demo.actor("keeper"), demo.app, "stocktake")
    new = {"warehouse": demo.named(MAIN).uid, "lines": [{"product": demo.named(PAN).uid}]}
    (line,) = forms.preview(demo.app, "stocktake", new, access=access).values["lines"]
    assert not {"book_qty", "diff", "unit_cost"} & line.keys()
    with pytest.raises((HuiliuError, ValidationFailed)):
        count(demo, {"product": PAN, "counted": "1"}, blind=False)


def test_a_frozen_warehouse_gives_nothing_until_its_count_is_over(demo: Demo) -> None:
    draft = count(demo, {"product": PAN}, submit=False, mode="freeze")
    before = here(demo, PAN)
    with pytest.raises(RuleRefused) as refused:
        other_out(demo, "sample", "1")
    assert refused.value.wire_code == "WAREHOUSE_FROZEN"
    assert here(demo, PAN) == before
    demo.submit(
        demo.change(draft, "keeper", lines=[{
            "$row": str(draft.values["lines"][0]["$row"]), "counted": str(before),
        }]),
        "keeper",
    )  # fmt: skip
    assert demo.now(draft).state == "approved"
    assert other_out(demo, "sample", "1").state == "pending"
