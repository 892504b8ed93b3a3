"""Plan and JSON Schema come to the same verdict, wherever both can say anything."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from form_engine.document import FormDocument
from form_engine.json_schema import values_schema
from huiliu.core.errors import ValidationFailed
from tests.form_engine.given import World, form, save

pytestmark = pytest.mark.embedded_only  # asks no database

OPTIONS = [{"id": one, "label": {"zh-CN": one}} for one in ("a", "b", "c")]
WORDS = st.text("ab甲乙1-.@", max_size=6)
DIGITS = st.from_regex(r"\A[+-]?[1-9]?[0-9]{1,4}(\.[0-9]{0,5})?\Z")
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.sampled_from(["", [], {}, ["a"], [{}], {"id": ""}, {"id": "r"}, 1.5, "2026-02-30", "1e5"]),
    WORDS,
)


class Everything(World):
    """Every record exists: whether one does is not for a JSON Schema to say."""

    def learn(self, wanted: Mapping[str, Collection[Any]]) -> None:
        """Nothing to be saved here."""

    def ids(
        self, form: str, given: Collection[str | int], *, kept: Collection[int]
    ) -> dict[str | int, int]:
        return {one: 1 for one in given if isinstance(one, str)}


def text(least: int, most: int, pattern: bool) -> tuple[dict[str, Any], st.SearchStrategy[Any]]:
    more = {"pattern": "[ab]+"} if pattern else {}
    return {"type": "text", "min_length": least, "max_length": least + most, **more}, WORDS


KINDS: st.SearchStrategy[tuple[dict[str, Any], st.SearchStrategy[Any]]] = st.one_of(
    st.builds(text, st.integers(0, 2), st.integers(1, 3), st.booleans()),
    st.builds(lambda n: ({"type": "long_text", "max_length": n}, WORDS), st.integers(1, 4)),
    st.builds(lambda n: ({"type": "number", "scale": n}, DIGITS), st.integers(0, 6)),
    st.builds(lambda n: ({"type": "money", "scale": n}, DIGITS), st.integers(0, 4)),
    st.just(({"type": "date"}, st.dates(date(1990, 1, 1)).map(date.isoformat))),
    st.just(({"type": "choice", "options": OPTIONS}, st.sampled_from(["a", "b", "d"]))),
    st.builds(
        lambda least, most: (
            {
                "type": "multi_choice",
                "options": OPTIONS,
                "min_choices": least,
                "max_choices": least + most,
            },
            st.lists(st.sampled_from(["a", "b", "c"]), unique=True),
        ),
        st.integers(0, 2),
        st.integers(1, 2),
    ),
    st.just(({"type": "switch"}, st.booleans())),
    st.just(
        ({"type": "reference", "form": "x"}, st.sampled_from(["r", {"id": "r", "title": "t"}]))
    ),
)


@st.composite
def fields_and_values(draw: Any, depth: int = 0) -> tuple[list[dict[str, Any]], Any]:
    fields: list[dict[str, Any]] = []
    values: dict[str, st.SearchStrategy[Any]] = {}
    for position in range(draw(st.integers(1, 3))):
        config, good = draw(KINDS)
        config = {"id": f"f{position}", "required": draw(st.booleans()), **config}
        if config["type"] == "number" and draw(st.booleans()):
            config["default"] = {"value": "1"}
        fields.append(config)
        values[config["id"]] = st.one_of(good, good, good, JUNK)
    if depth == 0 and draw(st.booleans()):
        columns, rows = draw(fields_and_values(depth=1))
        least = draw(st.integers(0, 2))
        fields.append(
            {"id": "rows", "type": "subform", "fields": columns, "min_rows": least, "max_rows": 3}
        )
        values["rows"] = st.one_of(st.lists(rows, max_size=4), st.lists(rows, max_size=4), JUNK)
    values["surprise"] = st.just(None)
    keys = draw(st.sets(st.sampled_from(sorted(set(values) - {"surprise"}))))
    unknown = draw(st.integers(0, 9)) == 0
    chosen = {key: values[key] for key in [*sorted(keys), *(["surprise"] if unknown else [])]}
    return fields, st.fixed_dictionaries(chosen)


@settings(max_examples=400, derandomize=True)
@given(st.data())
def test_one_verdict(data: st.DataObject) -> None:
    fields, values = data.draw(fields_and_values())
    document, record = form(*fields), data.draw(values)
    validator = Draft202012Validator(
        values_schema(document), format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    assert plan_accepts(document, record) == validator.is_valid(record)


def plan_accepts(document: FormDocument, record: dict[str, Any]) -> bool:
    try:
        save(document, record, world=Everything())
    except ValidationFailed:
        return False
    return True


def test_the_schema_of_a_reader_knows_nothing_of_hidden_columns() -> None:
    lines = {"id": "lines", "type": "subform", "fields": [{"id": "a", "type": "text"}, SECRET]}
    document = form(lines, SECRET)
    hidden = {"secret", "lines.secret"}
    schema = values_schema(document, keep=lambda path: path not in hidden)
    assert "secret" not in str(schema)
    assert "secret" in str(values_schema(document))


SECRET = {"id": "secret", "type": "number", "required": True}
