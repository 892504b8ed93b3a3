"""Numbers in words for people: in titles, cards, messages. The web app shows them alike."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_engine.decimals import shown_decimal


@pytest.mark.parametrize(
    ("value", "scale", "shown"),
    [
        ("7", 0, "7"),
        ("1200", 0, "1,200"),
        ("3.50", 2, "3.50"),
        ("-1234.00", 2, "-1,234.00"),
        ("12.600000", 6, "12.6"),
        ("0.000100", 6, "0.0001"),
        ("1200.000", 3, "1,200"),
    ],
)
def test_fine_decimals_are_shown_as_far_as_they_say_something(
    value: str, scale: int, shown: str
) -> None:
    assert shown_decimal(Decimal(value), scale) == shown
