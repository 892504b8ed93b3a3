"""Conditions mean the same in Python and in SQL, on whichever database the tests run."""

from __future__ import annotations

import importlib.resources
import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import current_values, evaluate, paths
from huiliu.core.expressions.errors import BadCondition
from huiliu.core.expressions.sql import UnknownPath
from tests.core.condition_table import Table

FILE = json.loads(
    importlib.resources.files("huiliu.core.expressions").joinpath("cases.json").read_text("utf-8")
)
FIELDS: dict[str, str] = FILE["fields"]
SHANGHAI = ZoneInfo(FILE["zone"])
CURRENT = {
    "member": 7,
    "departments": [3],
    "departments_below": [3, 4],
    "today": date(2026, 10, 15),
    "now": datetime(2026, 10, 15, 10, tzinfo=SHANGHAI),
    "month_start": date(2026, 10, 1),
    "year_start": date(2026, 1, 1),
}


def condition(given: dict[str, Any]) -> Condition:
    return Condition.model_validate(given if "cond" in given else {"cond": [given]})


def name_of(case: dict[str, Any]) -> str:
    return json.dumps(case.get("condition", case), ensure_ascii=True)[:80]


@pytest.fixture
def table(db: None) -> Iterator[Table]:
    made = Table(FIELDS, FILE["scales"])
    made.fill(FILE["rows"])
    yield made
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE cond_main")
        cursor.execute("DROP TABLE cond_lines")


@pytest.mark.parametrize("case", FILE["cases"], ids=name_of)
def test_is_true_for_the_same_rows_everywhere(case: dict[str, Any], table: Table) -> None:
    wanted = condition(case["condition"])
    assert table.by_python(wanted, FILE["rows"], CURRENT) == case["true_for"]
    assert table.by_sql(wanted, CURRENT) == case["true_for"]


@pytest.mark.parametrize("case", FILE["refused"], ids=name_of)
def test_refuses_what_does_not_fit_the_field(case: dict[str, Any], table: Table) -> None:
    wanted = condition(case)
    with pytest.raises(BadCondition):
        table.by_python(wanted, FILE["rows"], CURRENT)
    with pytest.raises(BadCondition):
        table.by_sql(wanted, CURRENT)


def test_refuses_an_unknown_path(table: Table) -> None:
    with pytest.raises(UnknownPath):
        table.by_sql(condition({"field": "cost", "op": "empty"}), CURRENT)


def test_a_value_never_becomes_sql(table: Table) -> None:
    hostile = "x'; DROP TABLE cond_main; --"
    assert table.by_sql(condition({"field": "name", "op": "contains", "value": hostile}), {}) == []
    assert table.by_sql(Condition(), {}) == [0, 1, 2, 3, 4]


def test_names_every_path_it_reads() -> None:
    wanted = condition(
        {
            "rel": "or",
            "cond": [
                {"field": "qty", "op": "gt", "value": {"field": "lines.max"}},
                {"cond": [{"field": "customer.owner", "op": "eq", "value": {"current": "member"}}]},
            ],
        }
    )
    assert paths(wanted) == {"qty", "lines.max", "customer.owner"}


def test_current_values_come_from_the_actor() -> None:
    actor = Actor(7, 1, "张三", department_ids=frozenset({3}), departments_below=frozenset({4, 3}))
    assert current_values(actor, CURRENT["now"], CURRENT["today"]) == CURRENT


def test_tells_rows_from_a_list_of_choices_by_their_kind() -> None:
    any_row = condition({"field": "lines.qty", "op": "empty"})
    assert evaluate(any_row, lambda path: [None], {}) is True
    assert evaluate(any_row, lambda path: [], {}) is False
    tags = condition({"field": "product.tags", "op": "empty"})
    assert evaluate(tags, lambda path: [], {}, kinds=lambda path: "json") is True


_TEXTS = st.none() | st.sampled_from(
    ["", "a", "A", "ab", "Ab%", "_", "\\", "中", "é", "É", "𠮷", "z"]
)
_NUMBERS = st.integers(-300, 300).map(lambda n: f"{n / 100:.2f}")
_DAYS = st.dates(date(2026, 10, 13), date(2026, 10, 17)).map(date.isoformat)
_MOMENTS = st.datetimes(datetime(2026, 10, 13), datetime(2026, 10, 17)).map(
    lambda at: at.replace(microsecond=0).isoformat() + "Z"
)
_VALUES: dict[str, st.SearchStrategy[Any]] = {
    "text": _TEXTS.filter(lambda text: text is not None),
    "scaled": _NUMBERS | st.sampled_from(["0.005", "-1.999", "1e0"[:1]]),
    "date": _DAYS,
    "datetime": _MOMENTS | _DAYS,
    "boolean": st.booleans(),
    "id": st.integers(1, 5).map(str),
    "json": st.sampled_from(["a", "b", "c"]),
}
_CELLS = {
    **_VALUES,
    "text": _TEXTS,
    "scaled": _NUMBERS,
    "datetime": _MOMENTS,
    "json": st.lists(_VALUES["json"], unique=True, max_size=3),
}
_ORDERED = ["gt", "gte", "lt", "lte"]
_LISTS = ["in", "not_in"]
_OPERATORS = {
    "text": ["eq", "ne", "contains", "not_contains", "starts_with", *_ORDERED, *_LISTS],
    "scaled": ["eq", "ne", *_ORDERED, *_LISTS],
    "date": ["eq", "ne", *_ORDERED, *_LISTS],
    "datetime": ["eq", "ne", *_ORDERED, *_LISTS],
    "boolean": ["eq", "ne", *_LISTS],
    "id": ["eq", "ne", *_LISTS],
    "json": ["any_of", "all_of", "none_of"],
}


def _cell(path: str) -> st.SearchStrategy[Any]:
    return st.none() | _CELLS[FIELDS[path]]


_LINE = st.fixed_dictionaries({p.split(".")[1]: _cell(p) for p in FIELDS if "." in p})
_ROW = st.fixed_dictionaries(
    {p: _cell(p) for p in FIELDS if "." not in p} | {"lines": st.lists(_LINE, max_size=3)}
)


@st.composite
def _terms(draw: st.DrawFn) -> dict[str, Any]:
    path = draw(st.sampled_from(sorted(FIELDS)))
    kind = FIELDS[path]
    operator = draw(st.sampled_from([*_OPERATORS[kind], "empty", "not_empty", "between"]))
    if operator in ("empty", "not_empty"):
        return {"field": path, "op": operator}
    if operator == "between":
        if kind in ("boolean", "id", "json"):
            return {"field": path, "op": "not_empty"}
        ends = st.none() | _VALUES[kind]
        return {"field": path, "op": operator, "value": [draw(ends), draw(ends)]}
    same = sorted(p for p in FIELDS if FIELDS[p] == kind and p != path)
    if same and kind != "json" and operator not in _LISTS and draw(st.booleans()):
        return {"field": path, "op": operator, "value": {"field": draw(st.sampled_from(same))}}
    several = operator in _LISTS or kind == "json"
    value = draw(st.lists(_VALUES[kind], max_size=3) if several else _VALUES[kind])
    return {"field": path, "op": operator, "value": value}


_CONDITIONS = st.recursive(
    _terms(),
    lambda inner: st.fixed_dictionaries(
        {"rel": st.sampled_from(["and", "or"]), "cond": st.lists(inner, max_size=3)}
    ),
    max_leaves=5,
)


@settings(
    max_examples=150,
    derandomize=True,
)
@given(rows=st.lists(_ROW, max_size=6), wanted=st.lists(_CONDITIONS, min_size=1, max_size=8))
def test_sql_and_python_agree_on_anything(
    table: Table, rows: list[dict[str, Any]], wanted: list[dict[str, Any]]
) -> None:
    with transaction.atomic():
        table.fill(rows)
        for each in map(condition, wanted):
            assert table.by_sql(each, CURRENT) == table.by_python(each, rows, CURRENT)
