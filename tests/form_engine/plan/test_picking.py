"""A reference that nobody chose picks the first record its filter admits."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from form_engine.document import FormDocument
from tests.form_engine.given import World, form, save


def _priced(**more: Any) -> FormDocument:
    price = {"id": "row", "type": "reference", "form": "price", "copy": {"price": "amount"},
             "pick": {"sort": [{"field": "least", "desc": True}]},
             "filter": {"cond": [{"field": "least", "op": "lte", "value": {"field": "qty"}}]},
             **more}  # fmt: skip
    return form({"id": "qty", "type": "number"}, price, {"id": "price", "type": "number"})


PRICES = World(
    records={"price": {"p1": 1, "p10": 2, "p100": 3}},
    known={
        "price": {
            1: {"least": Decimal(1), "amount": Decimal(9)},
            2: {"least": Decimal(10), "amount": Decimal(8)},
            3: {"least": Decimal(100), "amount": Decimal(7)},
        }
    },
)


@pytest.mark.parametrize(("qty", "row", "price"), [("5", 1, 9), ("10", 2, 8), ("500", 3, 7)])
def test_the_first_record_a_filter_admits_is_picked(qty: str, row: int, price: int) -> None:
    stored = save(_priced(), {"qty": qty}, world=PRICES)
    assert (stored["row"], stored["price"]) == (row, price)


def test_what_somebody_chose_is_not_picked_over() -> None:
    stored = save(_priced(), {"qty": "500", "row": "p1"}, world=PRICES)
    assert (stored["row"], stored["price"]) == (1, 9)


def test_a_read_only_reference_is_picked_anew_at_every_save() -> None:
    document = _priced(readonly=True)
    before = save(document, {"qty": "5"}, world=PRICES)
    stored = save(document, {"qty": "50"}, world=PRICES, before=before)
    assert (stored["row"], stored["price"]) == (2, 8)


def test_nothing_is_picked_where_nothing_fits() -> None:
    stored = save(_priced(), {"qty": "0.5"}, world=PRICES)
    assert (stored["row"], stored["price"]) == (None, None)


def test_a_default_that_reads_nothing_is_there_when_a_record_is_picked() -> None:
    day = {"id": "qty", "type": "number", "default": {"formula": "5+5"}}
    fields = [day, *_priced().fields[1:]]
    document = form(day, *[one.model_dump(by_alias=True, exclude_unset=True) for one in fields[1:]])
    assert save(document, {}, world=PRICES)["row"] == 2
