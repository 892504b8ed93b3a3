"""The acceptance player compares exactly, and says what it cannot find."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.acceptance.player import answers, vouchers
from tests.acceptance.player.amounts import money, quantity, unit_cost
from tests.acceptance.player.designs import Missing
from tests.acceptance.player.expecting import compare, shaped
from tests.acceptance.player.labels import Doc, Labels
from tests.acceptance.player.ops.closing import title
from tests.acceptance.player.ops.everything import __all__ as _all  # noqa: F401
from tests.acceptance.player.ops.registry import OPERATIONS
from tests.acceptance.player.people import parsed
from tests.acceptance.player.resolving import option

TABLE = {
    "opening", "purchase_request", "purchase_order", "arrival_inspection", "purchase_receipt",
    "purchase_return", "purchase_invoice", "sales_order", "channel_order", "delivery", "retail",
    "sales_return", "exchange", "so_close", "transfer_ship", "transfer_receive", "transit_loss",
    "misc_out", "stocktake_snapshot", "stocktake", "assembly", "unapprove", "money_in",
    "money_out", "settle", "expense", "sales_invoice", "replenish", "concurrent", "month_close",
}  # fmt: skip


class _Stage:
    def __init__(self) -> None:
        self.labels = Labels()


def test_every_operation_of_the_table_is_played() -> None:
    assert set(OPERATIONS) == TABLE


def test_a_difference_names_its_place_and_both_sides() -> None:
    expected = {"ar": {"C01": "5.00", "C02": "1.00"}}
    got = {"ar": {"C01": "5.01", "C03": "1.00"}}
    assert compare(expected, got, "state") == [
        ("state.ar.C01", "5.00", "5.01"),
        ("state.ar.C02", "1.00", None),
        ("state.ar.C03", None, "1.00"),
    ]


@pytest.mark.parametrize(("expected", "got"), [("5.00", "5.0"), ("5", "5.00"), ("0", None)])
def test_strings_are_exact(expected: str, got: str | None) -> None:
    assert compare(expected, got, "x") == [("x", expected, got)]


def test_amounts_are_written_as_stories_write_them() -> None:
    assert [quantity(q) for q in ("240.0000", "0.5000", "-0.0000", None)] == [
        "240",
        "0.5",
        "0",
        "0",
    ]
    assert [money(a) for a in ("5", "-0.00", "5.125")] == ["5.00", "0.00", "5.125"]
    assert unit_cost(Decimal("11152.00"), Decimal(356)) == "31.325843"


def test_what_is_nothing_is_left_out_of_a_state() -> None:
    state = {
        "stock": [{"sku": "A", "wh": "W", "on_hand": "0", "reserved": "0", "available": "0"}],
        "ar": {"C01": "0.00", "C02": "1.00"},
        "valuation": [{"sku": "A", "qty": "0", "value": "0.00", "unit_cost": "0.000000"}],
    }
    assert shaped(state) == {"stock": {}, "ar": {"C02": "1.00"}, "valuation": {}}


def test_a_label_goes_to_the_new_document_whose_number_begins_the_same() -> None:
    labels = Labels()
    loss, gain = Doc("other_out", "1", "PKCK-1"), Doc("other_in", "2", "PYRK-7")
    labels.assign(["PYRK-20261022-0001", "PKCK-20261022-0001"], [loss, gain])
    assert labels.doc("PYRK-20261022-0001") is gain
    assert labels.label(loss) == "PKCK-20261022-0001"
    labels.assign(["ZTSS-20261023-0001"], [Doc("transit_loss", "3", "PKCK-2")])
    assert labels.doc("ZTSS-20261023-0001").id == "3"


def _expected(dr: str, cr: str) -> list[dict[str, object]]:
    lines = [
        {"account": "1122", "dr": dr, "cr": "0.00", "aux": "C01"},
        {"account": "5001", "dr": "0.00", "cr": cr},
    ]
    summary = "销售退货 XSTH-20261012-0001"
    return [{"date": "2026-10-12", "kind": "auto", "summary": summary, "lines": lines}]


def test_a_red_line_may_stand_on_the_other_side() -> None:
    stage = _Stage()
    stage.labels.name("XSTH-20261012-0001", Doc("sales_return", "1", "XSTH-20261012-0042"))
    lines = (
        vouchers.Line("1122", "C01", Decimal(0), Decimal(250)),
        vouchers.Line("5001", "", Decimal(250), Decimal(0)),
    )
    made = vouchers.Voucher("9", "记-1", "2026-10-12", "auto", "", "XSTH-20261012-0042", lines)
    same = vouchers.differences(stage, _expected("-250.00", "-250.00"), [made])  # type: ignore[arg-type]
    assert same == []
    other = vouchers.differences(stage, _expected("-250.01", "-250.01"), [made])  # type: ignore[arg-type]
    key = "vouchers.2026-10-12 auto XSTH-20261012-0001"
    assert other == [
        (f"{key}.1122(C01)", "-250.01", "-250.00"),
        (f"{key}.5001", "250.01", "250.00"),
    ]


def test_people_are_called_by_their_role_either_way() -> None:
    assert parsed("销售员(张三)") == parsed("张三(销售员)") == ("销售员", "张三")
    assert parsed("店长(朝阳店)") == ("店长", "朝阳店")
    assert parsed("财务") == ("财务", "")


def test_an_option_is_found_by_title_or_by_the_only_one_it_contains() -> None:
    field = {"id": "kind", "options": [
        {"id": "sample", "label": {"zh-CN": "样品"}}, {"id": "scrap", "label": {"zh-CN": "报废"}},
    ]}  # fmt: skip
    assert option(field, "样品领用") == option(field, "sample") == "sample"
    with pytest.raises(Missing):
        option(field, "研发")


def test_outcomes_come_in_any_order() -> None:
    expected = [{"result": "rejected", "error_code": "NEGATIVE_STOCK"}, {"result": "ok"}]
    assert answers.differences("outcomes_any_order", expected, ["NEGATIVE_STOCK", "ok"]) == []
    assert answers.differences("outcomes_any_order", expected, ["ok", "ok"]) != []


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("一、营业收入", "营业收入"), ("减：营业成本", "营业成本"), ("　　销售费用", "销售费用"),
        ("其他流动资产(待认证进项税额+留抵税额)", "其他流动资产"), ("四、净利润", "净利润"),
    ],
)  # fmt: skip
def test_lines_of_statements_are_known_by_their_names(shown: str, name: str) -> None:
    assert title(shown) == name
