"""The working calendar: everybody reads it, administrators change it, whole."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from huiliu.core import ports
from tests.http.conftest import Browser

pytestmark = pytest.mark.django_db

USUAL = {"weekend": [6, 7], "hours": [["09:00", "12:00"], ["13:30", "18:00"]], "days": []}
OURS = {
    "weekend": [7],
    "hours": [["08:00", "16:00"]],
    "days": [
        {"day": "2026-10-01", "works": False, "title": "国庆节"},
        {"day": "2026-10-11", "works": True, "title": ""},
    ],
}


def test_without_being_set_it_is_monday_to_friday(as_admin: Browser) -> None:
    assert as_admin.get("/calendar").json() == USUAL


def test_an_administrator_sets_it_and_time_is_counted_with_it(
    as_admin: Browser, as_buyer: Browser
) -> None:
    assert as_admin.put("/calendar", OURS).json() == OURS
    assert as_buyer.get("/calendar").json() == OURS
    workspace = int(as_admin.get("/me").json()["workspace"]["id"])
    calendar = ports.org().working_time(workspace)
    wednesday_evening = datetime(2026, 9, 30, 7, 30, tzinfo=UTC)
    assert calendar.after(wednesday_evening, hours=1) == datetime(2026, 10, 2, 0, 30, tzinfo=UTC)


def test_others_may_not(as_buyer: Browser) -> None:
    assert as_buyer.put("/calendar", OURS).status_code == 403
    assert as_buyer.get("/calendar").json() == USUAL


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"weekend": [1, 2, 3, 4, 5, 6, 7]}, "weekend"),
        ({"weekend": [8]}, "weekend"),
        ({"hours": [["18:00", "09:00"]]}, "hours"),
        ({"hours": []}, "hours"),
    ],
)
def test_nonsense_is_refused_and_changes_nothing(
    as_admin: Browser, wrong: dict[str, Any], field: str
) -> None:
    answer = as_admin.put("/calendar", {**USUAL, **wrong})
    assert answer.status_code == 422
    assert list(answer.json()["fields"]) == [field]
    assert as_admin.get("/calendar").json() == USUAL
