"""What a reference brings along when it is chosen."""

from __future__ import annotations

from decimal import Decimal

from form_engine.document import FormDocument
from tests.form_engine.given import World, save
from tests.support.ordering import WORLD


def test_copies_what_a_reference_brings_unless_it_was_given(order: FormDocument) -> None:
    given = {
        "customer": "c1",
        "lines": [{"product": "p1", "qty": "1"}, {"product": "p2", "qty": "1", "price": "9"}],
    }
    values = save(order, given, world=WORLD)
    assert (values["customer"], values["phone"]) == (11, "138")
    assert [row["price"] for row in values["lines"]] == [Decimal("3.5"), Decimal("9")]
    assert [row["unit"] for row in values["lines"]] == ["箱", "个"]
    assert save(order, {"customer": "c1", "phone": "1"}, world=WORLD)["phone"] == "1"


def test_asks_one_question_per_form(order: FormDocument) -> None:
    world = World(records=WORLD.records, known=WORLD.known)
    rows = [{"product": "p1", "qty": "1"}, {"product": "p2", "qty": "1"}] * 5
    save(order, {"customer": "c1", "lines": rows}, world=world)
    assert world.asked == [
        "ids customer",
        "ids product",
        "values customer phone",
        "values product sale_price,unit",
    ]


def test_copies_anew_only_when_the_reference_changes(order: FormDocument) -> None:
    before = save(order, {"customer": "c1"}, world=WORLD) | {"phone": "old"}
    assert save(order, {"customer": "c1"}, world=WORLD, before=before)["phone"] == "old"
    assert save(order, {"secret": "x"}, world=WORLD, before=before)["phone"] == "old"
    assert save(order, {"customer": "c2"}, world=WORLD, before=before)["phone"] == "139"
