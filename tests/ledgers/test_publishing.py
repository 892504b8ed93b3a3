"""A ledger's tables grow with its design; numbers are never lost, and a kill is only a repeat."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from huiliu.core import ddl
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import RuleRefused
from huiliu.core.reading import schema_text
from huiliu.ledgers.document import SCHEMA, LedgerDocument
from huiliu.ledgers.models import Ledger
from huiliu.ledgers.publishing import LedgerPublisher
from tests.support.shop import Shop
from tests.support.stock import STOCK


def stock() -> dict[str, Any]:
    return deepcopy(STOCK)


def without_warehouse() -> dict[str, Any]:
    design = stock()
    del design["dimensions"][1]
    for posting in design["postings"]:
        del posting["dimensions"]["warehouse"]
    return design


def test_the_committed_schema_is_the_models() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(LedgerDocument)


def test_a_dimension_taken_out_adds_up_its_keys_and_comes_back_with_its_history(shop: Shop) -> None:
    shop.approve("receipt", (1, "3"), warehouse=1)
    shop.approve("receipt", (1, "4"), warehouse=2)
    before = shop.balances()

    shop.publish(without_warehouse())
    assert {key: amounts[0] for key, amounts in shop.balances().items()} == {(1,): 70000}

    shop.publish(stock())
    assert shop.balances() == before


def test_an_undo_after_a_dimension_was_taken_out_negates_it_too(shop: Shop) -> None:
    receipt = shop.approve("receipt", (1, "3"), warehouse=2)
    shop.publish(without_warehouse())
    shop.tell("unapproved", receipt)
    shop.publish(stock())

    assert shop.sums() == {(1, 2): (0, 0)}


def test_a_new_measure_starts_at_nothing(shop: Shop) -> None:
    shop.approve("receipt", (1, "3"))
    design = stock()
    design["measures"].append({"id": "boxes", "label": {"zh-CN": "件数"}, "scale": 0})
    design["postings"][0]["measures"]["boxes"] = "1"

    shop.publish(design)
    shop.approve("receipt", (1, "3"))

    assert shop.balances() == {(1, 1): (60000, 0, 1)}


def test_a_new_floor_that_balances_already_break_is_refused(shop: Shop) -> None:
    design = stock()
    del design["measures"][0]["floor"]
    shop.publish(design)
    shop.approve("delivery", (1, "3"))

    with pytest.raises(RuleRefused) as refused:
        shop.publish(stock())

    assert refused.value.wire_code == "BELOW_FLOOR"
    assert shop.qty(1) == -3


def test_a_publish_killed_before_its_flip_is_simply_run_again(shop: Shop) -> None:
    shop.approve("receipt", (1, "3"))
    before = Ledger.objects.get().storage
    design = stock()
    design["dimensions"].append({"id": "batch", "label": {"zh-CN": "批次"}, "type": "text"})
    LedgerPublisher().prepare(shop.app, "stock", 2, design)

    shop.approve("receipt", (1, "3"))
    design["dimensions"][2] = {"id": "batch", "label": {"zh-CN": "到期日"}, "type": "date"}
    for posting in design["postings"]:
        posting["dimensions"]["batch"] = "day" if posting["form"] == "opening" else "bill_date"
    shop.publish(design)

    storage = shop.plan.storage
    assert before["generation"] + 1 == storage.generation
    columns = {*storage.key_columns, *storage.measure_columns, "last_on"}
    assert set(ddl.columns_of(storage.balances)) == columns
    assert [amounts[0] for amounts in shop.balances().values()] == [60000]
    shop.approve("receipt", (1, "1"))
    assert len(shop.balances()) == 2


def test_a_kind_of_value_is_fixed_once_published(shop: Shop) -> None:
    design = stock()
    design["measures"][0]["scale"] = 2
    design["dimensions"][0]["form"] = "warehouse"

    found = LedgerPublisher().validate(shop.app, "stock", design)

    assert [(p.path, p.data["id"]) for p in found if p.code == "shape_fixed"] == [
        ("dimensions.0", "product"),
        ("measures.0", "qty"),
    ]


def test_every_mistake_is_pointed_at(shop: Shop) -> None:
    design = stock()
    first, second, third = design["postings"]
    first |= {"form": "nowhere"}
    second |= {"event": "saved", "date": "warehouse", "each": "rows"}
    second["dimensions"] = {"product": "lines.qty", "colour": "lines.product"}
    second["measures"] = {"qty": "-{lines.pieces}", "value": "1+"}
    third |= {"event": "approved", "each": None, "when": {"cond": [{"field": "x", "op": "empty"}]}}

    found = LedgerPublisher().validate(shop.app, "other", design)

    assert [(problem.path, problem.code) for problem in found] == [
        ("postings.0.form", "no_such_form"),
        ("postings.1.event", "is_a_document"),
        ("postings.1.each", "no_such_subform"),
        ("postings.1.date", "wrong_type"),
        ("postings.1.dimensions.product", "not_of_a_row"),
        ("postings.1.dimensions", "dimension_missing"),
        ("postings.1.dimensions.colour", "no_such_dimension"),
        ("postings.1.measures.qty", "no_such_path"),
        ("postings.1.measures.value", "bad_formula"),
        ("postings.2.event", "not_a_document"),
        ("postings.2.when", "no_such_path"),
    ]


def test_unknown_keys_and_positive_floors_are_refused() -> None:
    design = stock()
    design["measures"][0]["floor"]["min"] = "1"
    with pytest.raises(InvalidDocument) as refused:
        LedgerDocument.parse(design)
    assert [p.path for p in refused.value.problems] == ["measures.0.floor.min"]

    with pytest.raises(InvalidDocument):
        LedgerDocument.parse({**stock(), "colour": "red"})
    with pytest.raises(InvalidDocument):
        LedgerDocument.parse({**stock(), "version": 2})


def test_the_template_and_the_saved_first_format_are_read() -> None:
    from pathlib import Path

    root = Path(__file__).parents[2]
    for file in [
        *(root / "tests/upgrades/ledger").glob("*.json"),
        *(root / "jxc_template/ledgers").glob("*.json"),
    ]:
        content = json.loads(file.read_text(encoding="utf-8"))
        assert LedgerDocument.parse(content).id == content["id"]
