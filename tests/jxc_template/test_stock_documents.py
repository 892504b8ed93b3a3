"""其他出入库, 盘点, 组装, 拆卸, 成本调整, 期初: costs, vouchers, exact undoing."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import Forbidden, HuiliuError, RuleRefused, ValidationFailed
from huiliu.core.records import Record
from huiliu.ledgers import api as ledgers
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, SHOP = "warehouse/main", "warehouse/chaoyang"
PAN, KNIFE = "product/pan", "product/knife"
CENT = Decimal("0.01")


def held(demo: Demo, product: str) -> tuple[Decimal, Decimal]:
    """Quantity and value of the whole company."""
    return demo.total("stock", "qty", product=product), demo.total(
        "stock", "value", product=product
    )


def here(demo: Demo, product: str, warehouse: str = MAIN) -> Decimal:
    return demo.total("stock", "qty", product=product, warehouse=warehouse)


def cost_of(demo: Demo, product: str, qty: str) -> Decimal:
    """By the moving average."""
    there, value = held(demo, product)
    return (value * Decimal(qty) / there).quantize(CENT, "ROUND_HALF_UP")


def books(demo: Demo) -> list[Any]:
    """Everything that is not zero in stock and accounts, whichever month it was booked in."""
    stock = [(d, m) for d, m in demo.balances("stock") if any(map(Decimal, m.values()))]
    net: dict[str, Decimal] = {}
    for d, m in demo.balances("general"):
        net.setdefault(d["account"], Decimal(0))
        net[d["account"]] += Decimal(m["debit"]) - Decimal(m["credit"])
    return [stock, {name: amount for name, amount in net.items() if amount}]


def other_out(demo: Demo, kind: str, qty: str, login: str = "keeper", **more: Any) -> Record:
    lines = [{"product": PAN, "qty": qty, **more.pop("line", {})}]
    return demo.enter("other_out", login, kind=kind, warehouse=MAIN, lines=lines, **more)


def test_samples_cost_what_stock_costs_and_go_to_selling_expenses(demo: Demo) -> None:
    before, cost = here(demo, PAN), cost_of(demo, PAN, "3")
    sample = other_out(demo, "sample", "3")
    assert (demo.now(sample).state, here(demo, PAN)) == ("pending", before)
    demo.approve(sample, "sales_manager")
    assert here(demo, PAN) == before - 3
    assert demo.vouchers(sample) == [("debit", "5601", cost), ("credit", "1405", cost)]
    assert demo.now(sample).values["total_cost"] == cost


def test_costly_issues_ask_the_general_manager_by_their_expected_cost(demo: Demo) -> None:
    large = other_out(demo, "sample", "30")
    assert large.values["total_est_cost"] > 2000
    demo.approve(large, "sales_manager")
    demo.approve(large, "finance")
    assert demo.now(large).state == "pending"
    demo.approve(large, "boss")
    assert demo.now(large).state == "approved"


def test_a_gift_is_taxed_like_a_sale(demo: Demo) -> None:
    cost = cost_of(demo, PAN, "2")
    gift = other_out(demo, "gift", "2", login="boss")
    demo.approve(gift, "finance")
    gross = Decimal("338.00")
    tax = gross - (gross / Decimal("1.13")).quantize(CENT, "ROUND_HALF_UP")
    assert demo.vouchers(gift) == [
        ("debit", "5601", cost + tax),
        ("credit", "1405", cost),
        ("credit", "22210107", tax),
    ]


def test_scrap_gives_back_its_input_tax_and_another_account_may_be_chosen(demo: Demo) -> None:
    cost = cost_of(demo, PAN, "2")
    tax = (cost * Decimal("0.13")).quantize(CENT, "ROUND_HALF_UP")
    scrap = other_out(demo, "scrap", "2", tax_transfer_rate="0.13")
    demo.approve(scrap, "finance")
    assert demo.vouchers(scrap) == [
        ("debit", "1901", cost + tax),
        ("credit", "1405", cost),
        ("credit", "22210109", tax),
        ("debit", "5711", cost + tax),
        ("credit", "1901", cost + tax),
    ]
    cost = cost_of(demo, PAN, "1")
    used = other_out(demo, "use", "1", contra="research")
    demo.approve(used, "finance")
    assert demo.vouchers(used) == [("debit", "4301", cost), ("credit", "1405", cost)]


def test_salespeople_ask_for_samples_only_and_see_no_cost(demo: Demo) -> None:
    with pytest.raises(HuiliuError):
        other_out(demo, "use", "1", login="sales")
    sample = other_out(demo, "sample", "1", login="sales")
    access = ports.permissions().access(demo.actor("sales"), demo.app, "other_out")
    for path in ("lines.unit_cost", "lines.est_cost", "lines.cost", "total_cost", "total_est_cost"):
        assert not access.may_see(path)
    assert demo.numbers("other_out", "sales") == [sample.values["no"]]


def test_what_comes_in_is_worth_what_is_said_or_what_stock_is(demo: Demo) -> None:
    qty, value = held(demo, PAN)
    given = demo.enter(
        "other_in", "boss", kind="gift", warehouse=MAIN,
        lines=[{"product": PAN, "qty": "2", "price": "70.005"}],
    )  # fmt: skip
    demo.approve(given, "finance")
    assert held(demo, PAN) == (qty + 2, value + Decimal("140.01"))
    assert demo.vouchers(given) == [
        ("debit", "1405", Decimal("140.01")),
        ("credit", "5301", Decimal("140.01")),
    ]
    worth = cost_of(demo, PAN, "3")
    back = demo.enter(
        "other_in", "keeper", kind="return", warehouse=MAIN, lines=[{"product": PAN, "qty": "3"}]
    )
    demo.approve(back, "finance")
    assert held(demo, PAN) == (qty + 5, value + Decimal("140.01") + worth)


def test_a_line_may_name_another_warehouse(demo: Demo) -> None:
    before = here(demo, PAN), here(demo, PAN, SHOP)
    given = demo.enter(
        "other_in", "boss", kind="gift", warehouse=MAIN,
        lines=[
            {"product": PAN, "qty": "2", "price": "1"},
            {"product": PAN, "qty": "3", "price": "1", "warehouse": SHOP},
        ],
    )  # fmt: skip
    demo.approve(given, "finance")
    assert (here(demo, PAN), here(demo, PAN, SHOP)) == (before[0] + 2, before[1] + 3)


def count(demo: Demo, *lines: dict[str, Any], submit: bool = True, **more: Any) -> Record:
    enter = demo.enter if submit else demo.enter_plain
    return enter("stocktake", "keeper", warehouse=MAIN, lines=list(lines), **more)


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


def test_what_is_available_stands_beside_the_line(demo: Demo) -> None:
    there = demo.total("stock", "qty", product="product/keyboard", warehouse=MAIN)
    draft = demo.enter_plain(
        "other_out", "keeper", kind="use", warehouse=MAIN,
        lines=[{"product": "product/keyboard", "qty": "1"}],
    )  # fmt: skip
    assert draft.values["lines"][0]["available"] == there - 10


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


def test_a_category_lies_not_below_itself_and_not_too_deep(demo: Demo) -> None:
    chain = ["category/drinkware"]
    for code in ("cups", "mugs"):
        made = demo.enter_plain("category", "buyer", code=code, name=code, parent=chain[-1])
        chain.append(made.uid)
    with pytest.raises(RuleRefused) as refused:
        demo.enter_plain("category", "buyer", code="tiny", name="tiny", parent=chain[-1])
    assert refused.value.wire_code == "TOO_DEEP"
    with pytest.raises(RuleRefused) as refused:
        demo.change(demo.named("category/drinkware"), "buyer", parent=chain[1])
    assert refused.value.wire_code == "CATEGORY_CYCLE"


def test_an_assembly_costs_its_components_and_its_fee(demo: Demo) -> None:
    before = held(demo, PAN), held(demo, KNIFE), held(demo, "product/foil")
    parts = cost_of(demo, PAN, "2") + cost_of(demo, KNIFE, "4")
    made = demo.enter(
        "assembly", "keeper", product="product/foil", qty="2", warehouse=MAIN, fee="30",
        fee_party="顺达加工厂",
        components=[{"product": PAN, "qty": "2"}, {"product": KNIFE, "qty": "4"}],
    )  # fmt: skip
    demo.approve(made, "finance")
    assert held(demo, "product/foil") == (before[2][0] + 2, before[2][1] + parts + 30)
    assert held(demo, PAN)[0] == before[0][0] - 2
    assert demo.now(made).values["product_cost"] == parts + 30
    assert demo.vouchers(made) == [("debit", "1405", Decimal(30)), ("credit", "2241", Decimal(30))]


def test_a_cheaper_component_told_late_makes_what_was_assembled_and_sold_cheaper(
    demo: Demo,
) -> None:
    made = demo.enter(
        "assembly", "boss", product="product/foil", qty="50", warehouse=MAIN,
        components=[{"product": PAN, "qty": "5"}],
    )  # fmt: skip
    demo.approve(made, "finance")
    before, foil = held(demo, PAN), demo.total("stock", "value", product="product/foil")
    day = made.values["bill_date"] - timedelta(days=1)
    late = demo.enter(
        "other_in", "boss", kind="gift", warehouse=MAIN, bill_date=day.isoformat(),
        lines=[{"product": PAN, "qty": "100", "price": "0"}],
    )  # fmt: skip
    demo.approve(late, "finance")
    cheaper = demo.total("stock", "value", product="product/foil")
    assert cheaper < foil
    assert demo.books_agree()
    demo.unapprove_record(late, "boss")
    assert held(demo, PAN) == before
    assert demo.total("stock", "value", product="product/foil") == foil
    assert demo.books_agree()


def test_what_is_taken_apart_shares_its_cost(demo: Demo) -> None:
    cost = cost_of(demo, "product/foil", "10")
    before = held(demo, PAN), held(demo, KNIFE)
    apart = demo.enter(
        "disassembly", "keeper", product="product/foil", qty="10", warehouse=MAIN,
        components=[{"product": PAN, "qty": "1"}, {"product": KNIFE, "qty": "1"}],
    )  # fmt: skip
    demo.approve(apart, "finance")
    after = held(demo, PAN), held(demo, KNIFE)
    gained = [now[1] - then[1] for now, then in zip(after, before, strict=True)]
    assert sum(gained) == cost
    assert gained[0] > gained[1] > 0
    assert demo.books_agree()


def test_a_cost_adjustment_changes_value_alone_after_the_general_manager(demo: Demo) -> None:
    qty, value = held(demo, PAN)
    adjusted = demo.enter(
        "cost_adjustment", "finance", kind="impairment", warehouse=MAIN,
        lines=[{"product": PAN, "amount": "-50.00"}],
    )  # fmt: skip
    assert held(demo, PAN) == (qty, value)
    demo.approve(adjusted, "boss")
    assert held(demo, PAN) == (qty, value - 50)
    assert demo.vouchers(adjusted) == [
        ("debit", "1405", Decimal(-50)),
        ("credit", "5401", Decimal(-50)),
    ]
    too_much = demo.enter(
        "cost_adjustment", "finance", kind="impairment", warehouse=MAIN,
        lines=[{"product": PAN, "amount": str(-value)}],
    )  # fmt: skip
    with pytest.raises(RuleRefused) as refused:
        demo.approve(too_much, "boss")
    assert refused.value.wire_code == "NOTHING_TO_REVALUE"
    assert held(demo, PAN) == (qty, value - 50)


def test_opening_stock_is_there_once_for_a_product_in_a_warehouse(demo: Demo) -> None:
    opening = demo.enter_plain(
        "opening_stock", "finance", bill_date="2026-01-31", warehouse=SHOP, product=KNIFE,
        qty="3", unit_cost="33.333",
    )  # fmt: skip
    assert opening.values["value"] == Decimal("100.00")
    assert demo.books_agree()
    with pytest.raises(HuiliuError):
        demo.enter_plain(
            "opening_stock", "finance", bill_date="2026-01-31", warehouse=SHOP, product=KNIFE,
            qty="1", unit_cost="1",
        )  # fmt: skip


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
