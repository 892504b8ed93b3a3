"""Pages against the simplest oracle: sort everything in Python, cut into pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st

from form_engine.api import Query, Sort, get_plan, query
from huiliu.core import ddl
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db

FIELDS: list[dict[str, Any]] = [
    {"id": "name", "type": "text"},
    {"id": "qty", "type": "number"},
    {"id": "day", "type": "date"},
    {"id": "on", "type": "switch"},
]
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.sampled_from([None, "a", "B", "中", "é"]),
            "qty": st.sampled_from([None, "-1.00", "0.00", "2.50"]),
            "day": st.sampled_from([None, "2026-01-01", "2026-02-01"]),
            "on": st.sampled_from([None, True, False]),
        }
    ),
    min_size=1,
    max_size=12,
)
_SORTS = st.lists(
    st.tuples(st.sampled_from(["name", "qty", "day", "on"]), st.booleans()),
    max_size=3,
    unique_by=lambda one: one[0],
)


@pytest.fixture
def form(company: Company) -> Company:
    company.publish("item", FIELDS)
    return company


def _key(row: dict[str, Any], field: str) -> tuple[bool, Any]:
    value = row[field]
    if field == "qty" and value is not None:
        value = float(value)
    return (value is not None, value if value is not None else 0)


def _oracle(rows: list[tuple[int, dict[str, Any]]], sort: list[tuple[str, bool]]) -> list[int]:
    """Ties by the order of creation, in the direction of the last sort column. Python's sort is
    stable, also in reverse."""
    last_desc = sort[-1][1] if sort else True
    ordered = sorted(rows, key=lambda row: row[0], reverse=last_desc)
    for field, desc in reversed(sort):
        ordered.sort(key=lambda row: _key(row[1], field), reverse=desc)
    return [record_id for record_id, _ in ordered]


@given(rows=_ROWS, sort=_SORTS, limit=st.integers(1, 5))
@settings(
    max_examples=40,
)
def test_pages_are_the_sorted_whole_in_pieces(
    form: Company, rows: list[dict[str, Any]], sort: list[tuple[str, bool]], limit: int
) -> None:
    _empty(form)
    made = [(form.create("item", row).id, row) for row in rows]
    seen: list[int] = []
    cursor = None
    while True:
        asked = Query(sort=tuple(Sort(*one) for one in sort), limit=limit, cursor=cursor)
        page = query(form.app, "item", asked, access=form.system("item"))
        seen += [record.id for record in page.records]
        assert len(page.records) <= limit
        cursor = page.next
        if cursor is None:
            break
    assert seen == _oracle(made, sort)


def _empty(form: Company) -> None:
    table = get_plan(form.app, "item").storage.main.name
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {ddl.qualified(table)}")  # noqa: S608
