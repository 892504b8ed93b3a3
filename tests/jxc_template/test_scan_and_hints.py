"""What a scanner enters, and what is told beside prices and quantities, to whom it may be."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.errors import RuleRefused, ValidationFailed
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CUP = "69020000000"


def _uid(demo: Demo, key: str) -> str:
    return str(demo.named(key).uid)


def _scanned(demo: Demo, code: str, *, login: str = "sales", form: str = "sales_delivery") -> Any:
    access = ports.permissions().access(demo.actor(login), demo.app, form)
    values = {"customer": _uid(demo, "customer/2"), "warehouse": _uid(demo, "warehouse/main")}
    return forms.scanned(demo.app, form, "lines", code, values, access=access)


def _hints(demo: Demo, login: str, form: str, line: dict[str, str], **head: str) -> dict[str, Any]:
    """Hint → what is told of the one line."""
    access = ports.permissions().access(demo.actor(login), demo.app, form)
    values = {name: _uid(demo, key) for name, key in head.items()}
    row = {n: _uid(demo, one) if "/" in one else one for n, one in line.items()}
    found = forms.hints(demo.app, form, {**values, "lines": [row]}, access=access)
    assert all(one["row"] == 0 for one in found)
    return {one["hint"]: one for one in found}


def test_a_barcode_or_a_code_names_the_product_with_what_it_brings(demo: Demo) -> None:
    cup = demo.named("product/cup")
    row = _scanned(demo, f" {CUP} ")
    assert row["product"] == {"id": cup.uid, "title": "保温杯"}
    assert (row["unit"], row["price"]) == ("个", str(cup.values["wholesale_price"]))
    assert _scanned(demo, str(cup.values["code"]))["product"]["id"] == cup.uid


def test_the_barcode_of_a_package_names_what_is_in_it_and_the_package(demo: Demo) -> None:
    product = _uid(demo, "product/mug")
    demo.enter_plain(
        "product_unit",
        "manager",
        product=product,
        uom="unit/case",
        name="箱(24个)",
        rate="24",
        barcode="1690200219",
    )
    row = _scanned(demo, "1690200219")
    assert row["product"] == {"id": product, "title": "马克杯"}
    assert (row["pack"]["title"], row["rate"]) == ("箱(24个)", "24.000000")


def test_a_code_of_nothing_or_of_a_disabled_product_is_refused_in_words(demo: Demo) -> None:
    with pytest.raises(RuleRefused) as unknown:
        _scanned(demo, "0000")
    assert unknown.value.wire_code == "unknown_code"
    assert unknown.value.message("zh-CN") == "没有找到条码“0000”"
    demo.set("product/hub", status="disabled")
    with pytest.raises(RuleRefused) as disabled:
        _scanned(demo, "69020255855")
    assert disabled.value.wire_code == "code_not_offered"
    demo.set("product/hub", status="enabled")


def test_only_a_subform_with_a_scanner_is_scanned_into(demo: Demo) -> None:
    access = ports.permissions().access(demo.actor("boss"), demo.app, "money_receipt")
    with pytest.raises(ValidationFailed):
        forms.scanned(demo.app, "money_receipt", "apply", CUP, {}, access=access)


def test_the_last_price_is_of_this_customer_and_of_one_unit_more(demo: Demo) -> None:
    line = {"product": "product/keyboard", "qty": "2", "price": "199"}
    head = {"customer": "customer/2", "warehouse": "warehouse/main"}
    before = _hints(demo, "sales_manager", "sales_order", line, **head)
    assert "last_price" not in before
    sold = demo.enter("sales_delivery", "sales_manager", **head, lines=[line])
    last = _hints(demo, "sales_manager", "sales_order", line, **head)["last_price"]
    assert last["value"] == "199.000000"
    assert last["source"]["id"] == sold.uid
    assert last["source"]["title"] == sold.values["no"]
    other = _hints(demo, "sales_manager", "sales_order", line, customer="customer/3")
    assert "last_price" not in other


def test_who_sees_no_prices_is_told_none_but_what_is_available(demo: Demo) -> None:
    line = {"product": "product/keyboard", "qty": "1"}
    head = {"customer": "customer/2", "warehouse": "warehouse/main"}
    on_hand = demo.total("stock", "qty", product="product/keyboard", warehouse="warehouse/main")
    told = _hints(demo, "keeper", "sales_delivery", line, **head)
    assert set(told) == {"available"}
    reserved = demo.total(
        "commitment", "reserved", product="product/keyboard", warehouse="warehouse/main"
    )
    assert told["available"]["value"] == str(on_hand - reserved)
    assert told["available"]["source"] is None


def test_the_last_purchase_price_is_not_told_to_keepers(demo: Demo) -> None:
    bought = demo.named("receipt/0")
    (price,) = (
        row["base_price"]
        for row in bought.values["lines"]
        if row["product"] == demo.named("product/cup").id
    )
    line = {"product": "product/cup", "qty": "1"}
    head = {"supplier": "supplier/1", "warehouse": "warehouse/main"}
    told = _hints(demo, "manager", "purchase_order", line, **head)["last_price"]
    assert (told["value"], told["source"]["id"]) == (str(price), bought.uid)
    assert _hints(demo, "keeper", "purchase_receipt", line, **head) == {}
