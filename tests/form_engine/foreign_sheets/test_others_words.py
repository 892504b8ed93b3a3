"""Days and numbers as others write them, and nothing made of what is not known."""

from __future__ import annotations

from decimal import Decimal

import pytest

from form_engine.exchange.others_words import Unreadable, day_of, number_of


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026/1/5 8:00", "2026-01-05"),
        ("20260105", "2026-01-05"),
        ("202601051233", "2026-01-05"),
        ("20260105123300", "2026-01-05"),
        ("合计", None),
        (None, None),
    ],
)
def test_days_as_others_write_them(text: str | None, day: str | None) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("¥1,234.50", "1234.50"),
        ("1,234,567", "1234567"),
        ("+3", "3"),
        ("1.2E+3", "1200"),
        ("（20.00）元", "-20.00"),
        ("-0.5", "-0.5"),
        ("-", None),
        ("合计", None),
        (None, None),
    ],
)
def test_numbers_as_others_write_them(text: str | None, number: str | None) -> None:
    assert number_of(text) == (None if number is None else Decimal(number))


@pytest.mark.parametrize("text", ["12元3角", "1,5", "1.234,50", "3-4", "壹佰20", "1E+999", "2 笔"])
def test_no_other_number_is_made_of_what_is_not_known(text: str) -> None:
    with pytest.raises(Unreadable):
        number_of(text)


def test_no_day_is_made_of_what_is_not_known() -> None:
    with pytest.raises(Unreadable):
        day_of("10月5日")
