"""Lists written as PostgreSQL arrays: what PostgreSQL reads is what was given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from huiliu.core.arrays import array_text

_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
_NUMBER = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
_KINDS: dict[str, st.SearchStrategy[Any]] = {
    "text": _TEXT | st.sampled_from(["", "NULL", '"', "\\", "{}", "a,b", "'; DROP", " x ", "\n"]),
    "bigint": st.integers(-(2**63), 2**63 - 1),
    "numeric": _NUMBER,
    "boolean": st.booleans(),
    "date": st.dates(date(1, 1, 1)),
    "timestamptz": st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),
}


def test_each_kind_is_written_plainly() -> None:
    assert array_text([1, None, -2]) == "{1,NULL,-2}"
    assert array_text(['a"b\\c', "NULL", ""]) == '{"a\\"b\\\\c","NULL",""}'
    assert array_text([Decimal("1.20"), True, date(2026, 1, 2)]) == "{1.20,t,2026-01-02}"
    assert array_text([]) == "{}"


def test_what_is_not_plain_is_left_to_the_driver() -> None:
    nested = [[1], [2]]
    assert array_text(nested) is nested


@pytest.mark.production_only
@pytest.mark.django_db
@pytest.mark.parametrize("kind", _KINDS)
def test_postgresql_reads_what_was_given(kind: str) -> None:
    @settings(max_examples=60)
    @given(st.lists(st.none() | _KINDS[kind], max_size=5))
    def reads(values: list[Any]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT %s::{kind}[]", [array_text(values)])
            assert cursor.fetchone() == (values,)

    reads()
