"""Masters that are used: not deleted, not switched off, not made something else; and where."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.jxc_template.conftest import CAUSE, Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MAIN, PAN = "warehouse/main", "product/pan"


def remove(demo: Demo, record: Record, login: str) -> None:
    access = ports.permissions().access(demo.actor(login), demo.app, record.form)
    ports.records().remove(demo.app, record.form, record.id, access=access, cause=CAUSE)


def refused(demo: Demo, record: Record, login: str, **values: Any) -> str:
    """The code, and that nothing is different."""
    with pytest.raises(RuleRefused) as found:
        demo.change(record, login, **values) if values else remove(demo, record, login)
    assert demo.now(record).values == record.values
    assert found.value.data["places"]
    return found.value.wire_code


@pytest.mark.parametrize(
    "key",
    [PAN, MAIN, "supplier/1", "customer/1", "category/drinkware"],
)
def test_a_master_that_was_used_is_not_deleted(demo: Demo, key: str) -> None:
    assert refused(demo, demo.named(key), "boss") == "MASTER_IN_USE"


def test_it_is_said_where(demo: Demo) -> None:
    with pytest.raises(RuleRefused) as found:
        remove(demo, demo.named(PAN), "boss")
    assert found.value.message("zh-CN").startswith("已被使用，不能删除：采购订单 CGDD-")


def test_what_a_product_is_stays_once_documents_name_it(demo: Demo) -> None:
    pan = demo.named(PAN)
    box = demo.named("unit/box").uid
    for values in ({"kind": "material"}, {"unit": box}, {"base_decimals": "2"},
                   {"batch_flag": True}):  # fmt: skip
        assert refused(demo, pan, "boss", **values) == "MASTER_IN_USE"
    assert demo.change(pan, "boss", brand="新品牌").values["brand"] == "新品牌"


def test_a_product_in_stock_and_a_warehouse_with_goods_are_not_switched_off(demo: Demo) -> None:
    assert refused(demo, demo.named(PAN), "boss", status="disabled") == "MASTER_IN_USE"
    assert refused(demo, demo.named(MAIN), "admin", status="disabled") == "MASTER_IN_USE"
    forced = demo.change(demo.named(PAN), "admin", status="disabled")
    assert forced.values["status"] == "disabled"
    demo.change(forced, "admin", status="enabled")


def test_a_new_product_may_go_and_become_anything(demo: Demo) -> None:
    category = demo.named("category/drinkware").uid
    new = demo.enter_plain("product", "buyer", name="样杯", category=category, unit="unit/piece")
    changed = demo.change(
        new, "buyer", kind="material", unit=demo.named("unit/box").uid, status="disabled"
    )
    remove(demo, changed, "boss")


def test_a_rate_of_units_stays_once_a_line_uses_it(demo: Demo) -> None:
    pan = demo.named(PAN)
    box = demo.enter_plain(
        "product_unit", "buyer", product=pan.uid, uom="unit/case", name="整箱", rate="6"
    )
    assert demo.change(box, "buyer", rate="8").values["rate"] == 8
    demo.enter_plain(
        "other_in", "keeper", kind="return", warehouse=MAIN,
        lines=[{"product": PAN, "qty": "1", "pack": box.uid}],
    )  # fmt: skip
    assert refused(demo, demo.now(box), "buyer", rate="6") == "MASTER_IN_USE"


def test_components_make_no_circle(demo: Demo) -> None:
    box, mug = demo.named("product/gift_box").uid, demo.named("product/mug").uid
    with pytest.raises(RuleRefused) as found:
        demo.enter_plain("bom", "buyer", name="杯", product=mug,
                         components=[{"product": box, "qty": "1"}])  # fmt: skip
    assert found.value.wire_code == "BOM_CYCLE"
    with pytest.raises(RuleRefused):
        demo.enter_plain("bom", "buyer", name="盒", product=box, edition="2",
                         components=[{"product": box, "qty": "1"}])  # fmt: skip


def test_choosing_a_product_fills_in_its_components(demo: Demo) -> None:
    made = demo.enter_plain(
        "assembly", "keeper", product="product/gift_box", qty="4", warehouse=MAIN
    )
    assert demo.named("bom/gift_box").id == made.values["bom"]
    mug, bowl = demo.named("product/mug").id, demo.named("product/bowl").id
    rows = {row["product"]: row["qty"] for row in made.values["components"]}
    assert rows == {mug: 4, bowl: 8}
    assert made.values["fee"] == 6
    own = [{"product": "product/mug", "qty": "5"}]
    other = demo.enter_plain(
        "assembly", "keeper", product="product/gift_box", qty="4", warehouse=MAIN, components=own
    )
    assert [row["qty"] for row in other.values["components"]] == [5]


def test_the_newest_bill_of_materials_that_is_valid_counts(demo: Demo) -> None:
    box, mug = demo.named("product/gift_box").uid, demo.named("product/mug").uid
    parts = [{"product": mug, "qty": "2", "loss_pct": "0.1"}]
    new = demo.enter_plain("bom", "buyer", name="双杯礼盒", product=box, edition="2",
                           qty_per="1", components=parts)  # fmt: skip
    demo.enter_plain("bom", "buyer", name="明年", product=box, edition="3",
                     valid_from="2099-01-01", components=parts)  # fmt: skip
    made = demo.enter_plain(
        "assembly", "keeper", product="product/gift_box", qty="3", warehouse=MAIN
    )
    assert made.values["bom"] == new.id
    assert [str(row["qty"]) for row in made.values["components"]] == ["6.6000"]


def test_a_unit_brings_its_decimals_and_keeps_its_name_while_it_is_used(demo: Demo) -> None:
    category = demo.named("category/drinkware").uid
    tea = demo.enter_plain("product", "buyer", name="散茶", category=category, unit="unit/kg")
    assert (tea.values["unit_name"], tea.values["base_decimals"]) == ("千克", 3)
    assert refused(demo, demo.named("unit/kg"), "buyer", name="公斤") == "MASTER_IN_USE"
    assert refused(demo, demo.named("unit/kg"), "buyer") == "MASTER_IN_USE"
    with pytest.raises(RuleRefused) as found:
        demo.enter("other_in", "keeper", kind="return", warehouse=MAIN,
                   lines=[{"product": tea.uid, "qty": "0.0005"}])  # fmt: skip
    assert found.value.wire_code == "UOM_NOT_CONVERTIBLE"
    row = demo.enter("other_in", "keeper", kind="return", warehouse=MAIN,
                     lines=[{"product": tea.uid, "qty": "0.5"}])  # fmt: skip
    assert row.values["lines"][0]["unit"] == "千克"
