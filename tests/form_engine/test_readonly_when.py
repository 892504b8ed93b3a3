"""A field is read-only while a condition over the record holds, as the record would be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from form_engine.document import FormDocument
from form_engine.json_schema import may_not_be_empty
from huiliu.core.errors import ValidationFailed
from tests.form_engine.given import World, errors_of, form, plan_of, save, system

FIXED = {"cond": [{"field": "kind", "op": "eq", "value": "fixed"}]}
FIXED_ROW = {"cond": [{"field": "lines.state", "op": "eq", "value": "fixed"}]}


def priced(**more: Any) -> FormDocument:
    return form(
        {"id": "kind", "type": "text"},
        {"id": "price", "type": "number", "readonly_when": FIXED, **more},
    )


def lined(**whole: Any) -> FormDocument:
    return form(
        {"id": "kind", "type": "text"},
        {
            "id": "lines", "type": "subform", **whole, "fields": [
                {"id": "state", "type": "text"},
                {"id": "price", "type": "number", "readonly_when": FIXED_ROW}]},
    )  # fmt: skip


def refused(document: FormDocument, given: dict[str, Any], **how: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationFailed) as error:
        save(document, given, **how)
    return errors_of(error)


def test_a_hand_may_not_change_it_while_the_condition_holds() -> None:
    document, before = priced(), {"kind": "open", "price": Decimal("3")}
    assert save(document, {"price": "5"}, before=before)["price"] == Decimal("5")
    assert save(document, {"kind": "fixed"}, before=before)["price"] == Decimal("3")
    assert refused(document, {"kind": "fixed", "price": "5"}, before=before) == {
        "price": ["not_allowed"]
    }
    assert refused(document, {"kind": "fixed", "price": None}, before=before) == {
        "price": ["not_allowed"]
    }


def test_it_may_be_changed_by_the_write_that_ends_the_condition() -> None:
    before = {"kind": "fixed", "price": Decimal("3")}
    after = save(priced(), {"kind": "open", "price": "5"}, before=before)
    assert after == {"kind": "open", "price": Decimal("5")}


def test_what_stands_there_may_be_said_again() -> None:
    before = {"kind": "fixed", "price": Decimal("3")}
    after = save(priced(), {"kind": "fixed", "price": "3.00"}, before=before)
    assert after["price"] == Decimal("3")


def test_a_draft_is_no_way_around_it() -> None:
    before = {"kind": "fixed", "price": Decimal("3")}
    assert refused(priced(), {"price": "5"}, before=before, final=False) == {
        "price": ["not_allowed"]
    }


def test_a_new_record_has_what_the_server_fills_in() -> None:
    document = priced(default={"value": "7"})
    assert save(document, {"kind": "fixed"})["price"] == Decimal("7")
    assert save(document, {"kind": "fixed", "price": "7"})["price"] == Decimal("7")
    assert refused(document, {"kind": "fixed", "price": "8"}) == {"price": ["not_allowed"]}
    assert refused(priced(), {"kind": "fixed", "price": "8"}) == {"price": ["not_allowed"]}


def test_a_default_formula_is_what_the_server_fills_in() -> None:
    document = form(
        {"id": "kind", "type": "text"},
        {"id": "cost", "type": "number"},
        {"id": "price", "type": "number", "readonly_when": FIXED,
         "default": {"formula": "{cost}*2"}},
    )  # fmt: skip
    given = {"kind": "fixed", "cost": "4"}
    assert save(document, given | {"price": "8"})["price"] == Decimal("8")
    assert refused(document, given | {"price": "9"}) == {"price": ["not_allowed"]}
    assert save(document, given | {"kind": "open", "price": "9"})["price"] == Decimal("9")


def test_a_chosen_record_fills_it_in_as_if_it_were_always_read_only() -> None:
    world = World(records={"product": {"p1": 21}}, known={"product": {21: {"sale": Decimal("3")}}})
    document = form(
        {"id": "kind", "type": "text"},
        {"id": "product", "type": "reference", "form": "product", "copy": {"price": "sale"}},
        {"id": "price", "type": "number", "readonly_when": FIXED},
    )
    given = {"kind": "fixed", "product": "p1"}
    assert save(document, given | {"price": "3"}, world=world)["price"] == Decimal("3")
    assert refused(document, given | {"price": "9"}, world=world) == {"price": ["not_allowed"]}
    before = {"kind": "fixed", "product": None, "price": Decimal("5")}
    after = save(document, {"product": "p1", "price": "5"}, world=world, before=before)
    assert after["price"] == Decimal("3")


def test_the_system_itself_may_change_it() -> None:
    document, before = priced(), {"kind": "fixed", "price": Decimal("3")}
    after = save(document, {"price": "5"}, before=before, access=system(document))
    assert after["price"] == Decimal("5")


def test_fields_that_lock_each_other_cannot_be_used_to_open_each_other() -> None:
    """What is refused of one must not be what leaves the other open."""
    dear = {"cond": [{"field": "price", "op": "eq", "value": "3"}]}
    document = form(
        {"id": "kind", "type": "text"},
        {"id": "price", "type": "number", "readonly_when": FIXED},
        {"id": "note", "type": "text", "readonly_when": dear},
    )
    before = {"kind": "fixed", "price": Decimal("3"), "note": "old"}
    assert refused(document, {"price": "4", "note": "new"}, before=before) == {
        "price": ["not_allowed"],
        "note": ["not_allowed"],
    }


def test_a_row_is_judged_by_its_own_values() -> None:
    document = lined()
    before = {"lines": [{"$row": 6, "state": "fixed", "price": Decimal("3")}]}
    stored = {"$row": "6", "state": "fixed", "price": "3"}
    after = save(document, {"lines": [{"state": "open", "price": "9"}, stored]}, before=before)
    assert [row["price"] for row in after["lines"]] == [Decimal("9"), Decimal("3")]
    given = [{"state": "fixed", "price": "1"}, stored | {"price": "4"}, {"state": "fixed"}]
    assert refused(document, {"lines": given}, before=before) == {
        "lines.0.price": ["not_allowed"],
        "lines.1.price": ["not_allowed"],
    }


def test_the_rows_of_a_locked_subform_stay_as_they_are() -> None:
    document = lined(readonly_when=FIXED)
    before = {"kind": "open", "lines": [{"$row": 6, "state": "a", "price": Decimal("3")}]}
    same = {"$row": "6", "state": "a"}
    assert save(document, {"kind": "fixed", "lines": [same]}, before=before)["lines"] == [
        {"$row": 6, "state": "a", "price": Decimal("3")}
    ]
    for rows in ([], [same, {"state": "b"}], [{"state": "a"}]):
        given = {"kind": "fixed", "lines": rows}
        assert refused(document, given, before=before) == {"lines": ["not_allowed"]}
    given = {"kind": "fixed", "lines": [same | {"state": "b"}]}
    assert refused(document, given, before=before) == {"lines.0.state": ["not_allowed"]}
    assert refused(document, {"kind": "fixed", "lines": [{"state": "b"}]}) == {
        "lines": ["not_allowed"]
    }


def test_rows_that_are_read_only_are_not_for_hands() -> None:
    """Whatever their columns say; what stands there may be said again, and the system writes."""
    document = lined(readonly=True)
    before = {"kind": "open", "lines": [{"$row": 6, "state": "a", "price": Decimal("3")}]}
    same = {"$row": "6", "state": "a"}
    kept = [{"$row": 6, "state": "a", "price": Decimal("3")}]
    assert save(document, {"lines": [same]}, before=before)["lines"] == kept
    assert save(document, {"kind": "b"}, before=before)["lines"] == kept
    for rows in ([], [same, {"state": "b"}], [{"state": "a"}]):
        assert refused(document, {"lines": rows}, before=before) == {"lines": ["not_allowed"]}
        assert save(document, {"lines": rows}, before=before, access=system(document)) is not None
    changed = [same | {"state": "b"}]
    assert refused(document, {"lines": changed}, before=before) == {
        "lines.0.state": ["not_allowed"]
    }
    assert save(document, {"lines": changed}, before=before, access=system(document))["lines"] == [
        {"$row": 6, "state": "b", "price": Decimal("3")}
    ]
    assert refused(document, {"lines": [{"state": "b"}]}) == {"lines": ["not_allowed"]}


def test_nobody_is_asked_for_what_is_read_only_just_now() -> None:
    document = priced(required=True)
    assert save(document, {"kind": "fixed"})["price"] is None
    assert refused(document, {"kind": "open"}) == {"price": ["required"]}
    rows = lined(readonly_when=FIXED, required=True, min_rows=2)
    assert save(rows, {"kind": "fixed"})["lines"] == []
    assert not may_not_be_empty(plan_of(document).fields["price"])


def test_a_hidden_field_is_not_there_to_be_refused() -> None:
    never = {"cond": [{"field": "kind", "op": "eq", "value": "never"}]}
    document = priced(visible_when=never)
    assert save(document, {"kind": "fixed", "price": "5"})["price"] is None
