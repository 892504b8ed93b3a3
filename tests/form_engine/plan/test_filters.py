"""A reference takes only records that its filter admits."""

from __future__ import annotations

import pytest

from huiliu.core.errors import RuleRefused, ValidationFailed
from tests.form_engine.given import World, errors_of, form, save
from tests.support.ordering import CUSTOMER, WORLD


def test_a_chosen_record_must_pass_the_filter() -> None:
    same = {"cond": [{"field": "level", "op": "eq", "value": {"field": "level"}}]}
    document = form({"id": "level", "type": "text"}, {**CUSTOMER, "copy": {}, "filter": same})
    assert save(document, {"level": "a", "customer": "c1"}, world=WORLD)["customer"] == 11
    with pytest.raises(ValidationFailed) as error:
        save(document, {"level": "b", "customer": "c1"}, world=WORLD)
    assert errors_of(error) == {"customer": ["no_such_record"]}


@pytest.mark.parametrize(("name", "is_one"), [("华东", True), ("华北", False)])
def test_a_filter_may_name_several_values(name: str, is_one: bool) -> None:
    among = {"cond": [{"field": "name", "op": "in", "value": ["华南", name]}]}
    document = form({"id": "customer", "type": "reference", "form": "customer", "filter": among})
    world = World(records={"customer": {"c1": 11}}, known={"customer": {11: {"name": "华东"}}})
    if is_one:
        assert save(document, {"customer": "c1"}, world=world)["customer"] == 11
    else:
        with pytest.raises(ValidationFailed) as error:
            save(document, {"customer": "c1"}, world=world)
        assert errors_of(error) == {"customer": ["no_such_record"]}


def test_a_record_the_filter_does_not_admit_is_refused_in_the_forms_words() -> None:
    words = {"zh-CN": "已停用", "en": "Disabled"}
    document = form(
        {"id": "customer", "type": "reference", "form": "customer",
         "filter": {"cond": [{"field": "status", "op": "eq", "value": "enabled"}]},
         "refused": {"code": "MASTER_DISABLED", "message": words}},
    )  # fmt: skip
    world = World(records={"customer": {"c1": 1}}, known={"customer": {1: {"status": "disabled"}}})
    with pytest.raises(RuleRefused) as refused:
        save(document, {"customer": "c1"}, world=world)
    assert refused.value.wire_code == "MASTER_DISABLED"
    assert set(refused.value.fields) == {"customer"}
