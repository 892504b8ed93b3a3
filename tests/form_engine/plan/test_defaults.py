"""A default stands where nothing was given."""

from __future__ import annotations

from datetime import UTC, date, datetime

from tests.form_engine.given import ACTOR, form, save


def test_defaults_fill_what_was_not_given() -> None:
    document = form(
        {"id": "who", "type": "member", "default": {"current": "member"}},
        {"id": "where", "type": "department", "default": {"current": "department"}},
        {"id": "at", "type": "datetime", "default": {"current": "now"}},
        {"id": "due", "type": "date", "default": {"formula": "{start}+30"}},
        {"id": "start", "type": "date", "default": {"formula": "TODAY()"}},
        {"id": "rate", "type": "number", "default": {"value": "0.13"}},
        {"id": "active", "type": "switch"},
    )
    assert save(document, {"rate": None}) == {
        "who": ACTOR.member_id,
        "where": 3,
        "at": datetime(2026, 10, 1, 8, 30, tzinfo=UTC),
        "due": date(2026, 10, 31),
        "start": date(2026, 10, 1),
        "rate": None,
        "active": False,
    }


def test_a_switch_may_start_with_a_formula() -> None:
    on = {"id": "on", "type": "switch", "default": {"formula": "{qty}>5"}}
    document = form({"id": "qty", "type": "number"}, on)
    assert [save(document, {"qty": qty})["on"] for qty in ("6", "5")] == [True, False]
    assert save(document, {"qty": "6", "on": False})["on"] is False
