"""Rules that also refuse to take an approval back: goods do not leave what is being counted."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import records
from huiliu.core.actor import Cause
from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db


def _rule(**more: Any) -> dict[str, Any]:
    frozen = {"cond": [{"field": "place.frozen", "op": "eq", "value": True}]}
    return {"id": "frozen", "when": frozen, "code": "FROZEN", "message": {"zh-CN": "冻结"},
            "field": "place", **more}  # fmt: skip


def booked(company: Company, **more: Any) -> tuple[Record, Record]:
    company.publish("place", [{"id": "name", "type": "text"}, {"id": "frozen", "type": "switch"}])
    company.publish("booking", [{"id": "place", "type": "reference", "form": "place"}],
                    document=True, rules=[_rule(**more)])  # fmt: skip
    place = company.create("place", {"name": "仓", "frozen": False})
    return place, company.create("booking", {"place": place.uid}, submit=True)


def unapprove(company: Company, record: Record) -> Record:
    return records.unapprove(
        company.app, record.form, record.id, access=company.system(record.form), cause=Cause()
    )


def freeze(company: Company, place: Record, frozen: bool) -> None:
    company.change(place, {"frozen": frozen})


def test_a_rule_that_says_so_refuses_un_approval(company: Company) -> None:
    place, booking = booked(company, undoing=True)
    freeze(company, place, True)
    with pytest.raises(RuleRefused) as refused:
        unapprove(company, booking)
    assert refused.value.wire_code == "FROZEN"
    assert list(refused.value.fields or {}) == ["place"]
    assert company.read(booking).state == "approved"
    freeze(company, place, False)
    assert unapprove(company, booking).state == "draft"


def test_any_other_rule_does_not(company: Company) -> None:
    place, booking = booked(company)
    freeze(company, place, True)
    assert unapprove(company, booking).state == "draft"
