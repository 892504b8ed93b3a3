"""Records that others use: what may not be done to them; and circles that records must not make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from form_engine.api import publisher, records
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.form_engine.conftest import Company
from tests.support.books import Books, open_books

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
_USED = {
    "id": "used", "deleted": True, "keeps": ["unit"], "code": "MASTER_IN_USE",
    "message": {"zh-CN": "已被使用：{places}", "en": "In use: {places}"},
}  # fmt: skip
_THING = [
    {"id": "name", "type": "text"},
    {"id": "unit", "type": "text"},
    {"id": "off", "type": "switch"},
]


@pytest.fixture
def shop(db: None, company: Company) -> Company:
    company.publish("thing", _THING, title_field="name", in_use=[_USED])
    lines = [{"id": "thing", "type": "reference", "form": "thing"}]
    company.publish("order", [{"id": "no", "type": "text"},
                              {"id": "lines", "type": "subform", "fields": lines}],
                    title_field="no", document=True)  # fmt: skip
    return company


def remove(company: Company, record: Record, member: int = 0) -> None:
    access = company.permissions.given[record.form, member] if member else company.system("thing")
    records.remove(company.app, record.form, record.id, access=access, cause=Cause())


def test_what_nobody_points_at_may_go_and_change(shop: Company) -> None:
    cup = shop.create("thing", {"name": "杯", "unit": "个"})
    assert shop.change(cup, {"unit": "箱"}).values["unit"] == "箱"
    remove(shop, cup)
    assert records.find(shop.app, "thing", _all(), access=shop.system("thing"), limit=9) == []


def test_what_a_draft_points_at_stays_as_it_is(shop: Company) -> None:
    cup = shop.create("thing", {"name": "杯", "unit": "个"})
    shop.create("order", {"no": "D-1", "lines": [{"thing": cup.uid}]})
    with pytest.raises(RuleRefused) as refused:
        remove(shop, cup)
    assert refused.value.wire_code == "MASTER_IN_USE"
    assert refused.value.message("zh-CN") == "已被使用：order D-1"
    with pytest.raises(RuleRefused) as refused:
        shop.change(cup, {"unit": "箱"})
    assert list(refused.value.fields or {}) == ["unit"]
    assert shop.read(cup).values == cup.values
    assert shop.change(cup, {"name": "茶杯"}).values["name"] == "茶杯"


def test_what_was_empty_may_be_filled_in(shop: Company) -> None:
    cup = shop.create("thing", {"name": "杯"})
    shop.create("order", {"no": "D-1", "lines": [{"thing": cup.uid}]})
    assert shop.change(cup, {"unit": "个"}).values["unit"] == "个"


def test_who_may_not_see_where_hears_that_it_is_used_all_the_same(shop: Company) -> None:
    cup = shop.create("thing", {"name": "杯", "unit": "个"})
    for number in range(1, 6):
        shop.create("order", {"no": f"D-{number}", "lines": [{"thing": cup.uid}]})
    shop.grant("thing")
    shop.grant("order", actions="create")
    with pytest.raises(RuleRefused) as refused:
        remove(shop, cup, member=3)
    assert refused.value.message("en") == "In use: 其他数据"
    shop.grant("order", actions="view")
    with pytest.raises(RuleRefused) as refused:
        remove(shop, cup, member=3)
    assert refused.value.message("en") == "In use: order D-1、order D-2、order D-3、…"


def test_forms_that_only_describe_it_do_not_use_it(shop: Company) -> None:
    shop.publish("thing", _THING, title_field="name", in_use=[{**_USED, "but": ["order"]}])
    cup = shop.create("thing", {"name": "杯", "unit": "个"})
    shop.create("order", {"no": "D-1", "lines": [{"thing": cup.uid}]})
    assert shop.change(cup, {"unit": "箱"}).values["unit"] == "箱"


def test_an_order_in_the_recycle_bin_uses_nothing(shop: Company) -> None:
    cup = shop.create("thing", {"name": "杯", "unit": "个"})
    order = shop.create("order", {"no": "D-1", "lines": [{"thing": cup.uid}]})
    records.remove(shop.app, "order", order.id, access=shop.system("order"), cause=Cause())
    remove(shop, cup)


_OFF: Json = {
    "id": "held", "pointed": False, "code": "MASTER_IN_USE", "unless": ["chief"],
    "when": {"cond": [{"field": "off", "op": "eq", "value": True}]},
    "held": [{"ledger": "stock", "dimension": "product", "measure": "qty"}],
    "message": {"zh-CN": "还有{places}", "en": "There is still {places}"},
}  # fmt: skip


def _published(books: Books) -> Json:
    found = ports.documents().find(books.app, "form", "product")
    assert found is not None
    return dict(found.content)


@pytest.fixture
def books(db: None) -> Iterator[Books]:
    with open_books() as found:
        content = _published(found)
        off = {"id": "off", "type": "switch", "label": {"zh-CN": "停用", "en": "Off"}}
        content["fields"] = [*content["fields"], off]
        found.publish({**content, "in_use": [_OFF]})
        yield found


def _all() -> Condition:
    return Condition()


_PART = [
    {"id": "product", "type": "reference", "form": "thing"},
    {"id": "on", "type": "switch"},
    {"id": "parts", "type": "subform",
     "fields": [{"id": "part", "type": "reference", "form": "thing"}]},
]  # fmt: skip
_CIRCLE = {
    "id": "circle", "of": "product", "to": "parts.part", "code": "BOM_CYCLE",
    "where": {"cond": [{"field": "on", "op": "eq", "value": True}]},
    "message": {"zh-CN": "循环：{way}", "en": "A circle: {way}"},
}  # fmt: skip


def made_of(company: Company, of: Record, *parts: Record, on: bool = True) -> Record:
    rows = [{"part": one.uid} for one in parts]
    return company.create("made", {"product": of.uid, "on": on, "parts": rows})


@pytest.fixture
def workshop(db: None, company: Company) -> Company:
    company.publish("thing", _THING, title_field="name")
    company.publish("made", _PART, acyclic=[_CIRCLE])
    return company


def test_no_way_leads_back_to_where_it_began(workshop: Company) -> None:
    box, cup, handle = (workshop.create("thing", {"name": one}) for one in ("盒", "杯", "柄"))
    made_of(workshop, box, cup)
    first = made_of(workshop, cup, handle)
    with pytest.raises(RuleRefused) as refused:
        made_of(workshop, handle, box)
    assert refused.value.wire_code == "BOM_CYCLE"
    assert refused.value.message("zh-CN") == "循环：柄 → 盒 → 杯 → 柄"
    assert list(refused.value.fields or {}) == ["parts.part"]
    with pytest.raises(RuleRefused):
        workshop.change(first, {"parts": [{"part": cup.uid}]})
    assert len(records.find(workshop.app, "made", _all(), access=workshop.system("made"),
                            limit=9)) == 2  # fmt: skip


def test_a_part_may_be_in_several_things_and_a_way_that_is_off_is_none(workshop: Company) -> None:
    box, cup, handle = (workshop.create("thing", {"name": one}) for one in ("盒", "杯", "柄"))
    made_of(workshop, box, cup, handle)
    made_of(workshop, cup, handle)
    back = made_of(workshop, handle, box, on=False)
    with pytest.raises(RuleRefused):
        workshop.change(back, {"on": True})
    assert workshop.read(back).values["on"] is False


@pytest.mark.parametrize(
    ("more", "at", "code"),
    [
        ({"in_use": [{**_USED, "keeps": ["colour"]}]}, "in_use.0.keeps", "unknown_field"),
        ({"acyclic": [{**_CIRCLE, "of": "on"}]}, "acyclic.0.of", "not_a_reference"),
        ({"acyclic": [{**_CIRCLE, "to": "parts"}]}, "acyclic.0.to", "not_a_reference"),
        ({"acyclic": [{**_CIRCLE, "to": "other"}]}, "acyclic.0.to", "leads_elsewhere"),
    ],
)
def test_mistakes_are_pointed_at(workshop: Company, more: Json, at: str, code: str) -> None:
    fields = [*_PART, {"id": "other", "type": "reference", "form": "made"}]
    content = workshop.document("made", fields, **more)
    found = publisher.validate(workshop.app, "made", content)
    assert (at, code) in [(one.path, one.code) for one in found]


def switch_off(books: Books, product: str, actor: Any = None) -> Record:
    access = books.access(actor, "product") if actor else system_access(books.admin, "product")
    this = Condition(cond=(Term(field="$id", op="eq", value=books.ids[product]),))
    (record,) = ports.records().find(
        books.app, "product", this, access=system_access(books.admin, "product"), limit=1
    )
    return ports.records().change(
        books.app, "product", record.id, {"off": True}, access=access, cause=Cause()
    )


def test_what_lies_in_stock_is_not_switched_off(books: Books) -> None:
    books.approve("receipt", ("cup", 3, "30.00", "0"))
    with pytest.raises(RuleRefused) as refused:
        switch_off(books, "cup")
    assert refused.value.message("zh-CN") == "还有数量"
    assert list(refused.value.fields or {}) == ["off"]
    books.approve("delivery", ("cup", 3, "60.00", "0"))
    assert switch_off(books, "cup").values["off"] is True
    assert switch_off(books, "pen").values["off"] is True


def test_a_role_may_be_let_do_it_all_the_same(books: Books) -> None:
    content = _published(books)
    books.publish({**content, "in_use": [{**_OFF, "unless": ["clerk"]}]})
    books.approve("receipt", ("cup", 3, "30.00", "0"))
    assert switch_off(books, "cup", books.clerk).values["off"] is True
