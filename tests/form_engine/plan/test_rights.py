"""What somebody may not fill in is refused, and what they may not see stays unknown."""

from __future__ import annotations

import pytest

from form_engine.document import FormDocument
from huiliu.core.errors import ValidationFailed
from tests.form_engine.given import access_to, errors_of, form, save, system
from tests.support.ordering import WORLD


def test_refuses_fields_the_actor_may_not_fill_in(order: FormDocument) -> None:
    access = access_to(order, phone="view", secret="hidden")
    with pytest.raises(ValidationFailed) as error:
        save(order, {"phone": "1", "secret": "x", "no": "A-1"}, access=access)
    assert errors_of(error) == {
        "secret": ["unknown_field"],
        "phone": ["not_allowed"],
        "no": ["not_allowed"],
    }


def test_lets_a_client_send_back_what_it_was_shown(order: FormDocument) -> None:
    access = access_to(order, phone="view", secret="hidden")
    before = save(order, {"customer": "c1", "secret": "x"}, world=WORLD) | {"no": "A-1"}
    given = {"phone": "138", "no": "A-1", "customer": "c1", "total": "999.00"}
    after = save(order, given, world=WORLD, access=access, before=before)
    assert after == before


def test_a_guess_at_a_hidden_value_learns_nothing(order: FormDocument) -> None:
    access = access_to(order, secret="hidden")
    before = save(order, {"secret": "x"})
    for guess in ("x", "y"):
        with pytest.raises(ValidationFailed) as error:
            save(order, {"secret": guess}, access=access, before=before)
        assert errors_of(error) == {"secret": ["unknown_field"]}


def test_nobody_is_asked_for_a_field_they_cannot_see() -> None:
    document = form({"id": "a", "type": "text", "required": True}, {"id": "b", "type": "text"})
    assert save(document, {"b": "x"}, access=access_to(document, a="hidden"))["a"] is None
    with pytest.raises(ValidationFailed):
        save(document, {"b": "x"})


def test_read_only_fields_are_the_systems(order: FormDocument) -> None:
    given = {"lines": [{"product": "p1", "qty": "1", "unit": "吨"}]}
    with pytest.raises(ValidationFailed) as error:
        save(order, given, world=WORLD)
    assert errors_of(error) == {"lines.0.unit": ["not_allowed"]}
    assert save(order, given, world=WORLD, access=system(order))["lines"][0]["unit"] == "吨"
