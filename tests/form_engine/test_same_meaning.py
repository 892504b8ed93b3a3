"""A condition means the same to the database and to Python, over stored records."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from form_engine.api import get_plan, records
from form_engine.queries.rights import current_of
from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import Rows, evaluate
from huiliu.core.records import Record
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db

FIELDS: list[dict[str, Any]] = [
    {"id": "name", "type": "text"},
    {"id": "qty", "type": "number", "scale": 2},
    {"id": "day", "type": "date"},
    {"id": "at", "type": "datetime"},
    {
        "id": "tags",
        "type": "multi_choice",
        "options": [{"id": one, "label": {"zh-CN": one}} for one in "abc"],
    },
    {"id": "on", "type": "switch"},
    {"id": "other", "type": "reference", "form": "other"},
    {"id": "lines", "type": "subform", "fields": [{"id": "n", "type": "number", "scale": 4}]},
]
_TEXT = st.sampled_from(["", "a", "A%b", "中文", "b_"])
_NUMBER = st.sampled_from(["0", "-1.5", "1.005", "1", "99999999.99"])
_DAY = st.sampled_from(["2026-01-01", "2026-01-31", "2026-12-31"])
_TAGS = st.lists(st.sampled_from("abc"), max_size=2, unique=True)
_TERMS = st.one_of(
    st.tuples(
        st.sampled_from(["name", "other.name"]),
        st.sampled_from(["eq", "ne", "contains", "not_contains", "starts_with", "gt", "lte"]),
        _TEXT,
    ),
    st.tuples(
        st.sampled_from(["qty", "lines.n", "other.size"]),
        st.sampled_from(["eq", "ne", "gt", "gte", "lt", "lte"]),
        _NUMBER,
    ),
    st.tuples(
        st.sampled_from(["qty", "lines.n"]),
        st.just("between"),
        st.tuples(st.none() | _NUMBER, st.none() | _NUMBER).map(list),
    ),
    st.tuples(
        st.sampled_from(["day", "at"]),
        st.sampled_from(["eq", "ne", "gt", "gte", "lt", "lte"]),
        _DAY,
    ),
    st.tuples(st.just("tags"), st.sampled_from(["any_of", "all_of", "none_of"]), _TAGS),
    st.tuples(st.just("on"), st.sampled_from(["eq", "ne"]), st.booleans()),
    st.tuples(st.just("name"), st.sampled_from(["in", "not_in"]), st.lists(_TEXT, max_size=2)),
    st.tuples(
        st.sampled_from(
            ["name", "qty", "day", "at", "tags", "on", "other", "lines.n", "other.name"]
        ),
        st.sampled_from(["empty", "not_empty"]),
        st.none(),
    ),
)
_CONDITIONS = st.recursive(
    _TERMS.map(lambda t: {"field": t[0], "op": t[1], "value": t[2]}),
    lambda inner: st.fixed_dictionaries(
        {"rel": st.sampled_from(["and", "or"]), "cond": st.lists(inner, max_size=3)}
    ),
    max_leaves=4,
)


@pytest.fixture
def stored(company: Company) -> tuple[Company, list[Record]]:
    company.publish(
        "other",
        [{"id": "name", "type": "text"}, {"id": "size", "type": "number"}],
        title_field="name",
    )
    company.publish("item", FIELDS)
    others = [company.create("other", {"name": "a", "size": "1"}), company.create("other", {})]
    rows: list[dict[str, Any]] = [
        {},
        {"name": "a", "qty": "1", "day": "2026-01-01", "on": True, "other": others[0].uid},
        {"name": "A%B", "qty": "-1.50", "at": "2026-01-01T00:30:00Z", "tags": ["a", "b"]},
        {"name": "中文", "lines": [{"n": "1.005"}, {"n": None}], "other": others[1].uid},
        {"day": "2026-12-31", "at": "2026-12-31T15:59:59Z", "tags": ["c"], "on": False},
        {"lines": [{"n": "0"}, {"n": "99999999.99"}], "qty": "99999999.99"},
    ]
    made = [company.create("item", row) for row in rows]
    return company, [company.read(one) for one in made]


@given(condition=_CONDITIONS)
@settings(
    max_examples=150,
)
def test_the_database_finds_what_python_says(
    stored: tuple[Company, list[Record]], condition: dict[str, Any]
) -> None:
    company, made = stored
    whole = Condition.model_validate({"cond": [condition]})
    system = company.system("item")
    found = {r.id for r in records.find(company.app, "item", whole, access=system)}
    assert found == {r.id for r in made if _holds(company, whole, r)}


def _holds(company: Company, condition: Condition, record: Record) -> bool:
    kinds = {
        column.path: column.kind
        for table in (get_plan(company.app, "item").storage,)
        for column in (*table.main.columns, *table.subforms["lines"].columns)
    } | {"other.name": "text", "other.size": "scaled"}

    def get(path: str) -> Any:
        value = records.lookup(record, path)
        return Rows(value) if path == "lines.n" else value

    return evaluate(condition, get, current_of(company.actor()), kinds=kinds.__getitem__)
