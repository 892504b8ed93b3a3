"""What every field type must fulfil, whoever wrote it: its own samples prove it."""

from __future__ import annotations

import inspect
import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from jsonschema import Draft202012Validator

from form_engine import document_schema, metadata
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, FieldType, Sample, field_types
from form_engine.json_schema import values_schema
from form_engine.moments import outgoing
from form_engine.planning.storing import from_column, to_column
from huiliu.core import ddl
from huiliu.core.conditions import Condition, Term
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import ValidationFailed
from huiliu.core.expressions.conditions import evaluate
from huiliu.core.expressions.sql import Operand, where
from huiliu.core.text import LANGUAGES
from tests.form_engine.given import (
    CURRENT,
    ENV,
    World,
    access_to,
    content,
    errors_of,
    plan_of,
    save,
)

TYPES = list(field_types)
SAMPLES = [(kind, sample) for kind in TYPES for sample in kind.samples]


def each(samples: list[tuple[FieldType[Any, Any], Sample]]) -> Any:
    ids = [f"{kind.name}-{kind.samples.index(sample)}" for kind, sample in samples]
    return pytest.mark.parametrize(("kind", "sample"), samples, ids=ids)


GOOD = [(kind, sample) for kind, sample in SAMPLES if sample.refused is None]
REFUSED = [(kind, sample) for kind, sample in SAMPLES if sample.refused and not kind.computed]
WORLD = World(
    records={"customer": {"01k6a0": 7}},
    people={"7": 7},
    offices={"7": 7},
    uploads={
        "f1": {"id": "f1", "name": "照片.jpg", "size": 2048, "type": "image/jpeg"},
        "f2": {"id": "f2", "name": "合同.pdf", "size": 4096, "type": "application/pdf"},
    },
)


class Titles:
    def record(self, form: str, record_id: int) -> tuple[str, str] | None:
        return ("01k6a0", "华东商贸")

    def member(self, member_id: int) -> tuple[str, str] | None:
        return ("7", "王芳")

    def department(self, department_id: int) -> tuple[str, str] | None:
        return ("7", "采购部")


def form_with(kind: FieldType[Any, Any], sample: Sample) -> FormDocument:
    return FormDocument.parse(content({"id": "f", "type": kind.name, **sample.config}))


def config_of(kind: FieldType[Any, Any], sample: Sample) -> FieldConfig:
    return form_with(kind, sample).by_path["f"]


STORED = [(k, sample) for k, sample in GOOD if k.storage(config_of(k, sample)) is not None]


def stored_value(kind: FieldType[Any, Any], sample: Sample) -> Any:
    """A computed field takes its value from the system, so its cleaner is asked directly."""
    if kind.computed:
        return kind.clean(sample.given, config_of(kind, sample))
    document = form_with(kind, sample)
    return save(document, {"f": sample.given}, world=WORLD)["f"]


@pytest.mark.parametrize("kind", TYPES, ids=lambda t: t.name)
def test_a_type_is_named_like_its_file_and_worded_in_every_language(kind: Any) -> None:
    assert Path(inspect.getfile(type(kind))).stem == kind.name
    assert set(kind.words) == set(LANGUAGES)
    assert any(sample.refused for sample in kind.samples)


@each(STORED)
def test_a_sample_becomes_its_value(kind: Any, sample: Sample) -> None:
    assert stored_value(kind, sample) == sample.value


@each(REFUSED)
def test_a_bad_sample_is_refused_with_its_code(kind: Any, sample: Sample) -> None:
    with pytest.raises(ValidationFailed) as error:
        save(form_with(kind, sample), {"f": sample.given}, world=WORLD)
    assert errors_of(error) == {"f": [sample.refused]}


@pytest.mark.parametrize("kind", [kind for kind in TYPES if kind.computed], ids=lambda t: t.name)
def test_a_computed_value_is_not_the_clients(kind: Any) -> None:
    """A formula is computed whatever was given; a section is no value; a serial number is ours."""
    given = {"formula": {}, "section": {"f": ["unknown_field"]}, "serial": {"f": ["not_allowed"]}}
    world, document = World(), form_with(kind, kind.samples[0])
    outcome = plan_of(document).check(
        {"f": "forged"},
        access=access_to(document),
        before=None,
        resolve=world,
        env=ENV,
        current=CURRENT,
        partial=False,
        final=True,
    )
    codes = {path: [one.code for one in many] for path, many in outcome.errors.items()}
    assert codes == given[kind.name]
    assert outcome.values.get("f") != "forged"


@each([(kind, sample) for kind, sample in GOOD if kind.columns(config_of(kind, sample))])
def test_rows_become_rows_and_go_out_again(kind: Any, sample: Sample) -> None:
    document = form_with(kind, sample)
    rows = save(document, {"f": sample.given})["f"]
    written = plan_of(document).to_json(
        {"f": rows}, visible=lambda path: path != "f.qty", titles=Titles()
    )
    assert written["f"] == sample.given == (sample.value or [])


@each(STORED)
def test_a_value_comes_back_from_the_database(kind: Any, sample: Sample) -> None:
    storage = kind.storage(config_of(kind, sample))
    value = stored_value(kind, sample)
    to, back = to_column(*storage), from_column(*storage)
    stored = value if value is None or to is None else to(value)
    assert stored is None or isinstance(stored, str | int | bool) or storage[0].startswith("date")
    assert (stored if stored is None or back is None else back(stored)) == value


@each(STORED)
def test_a_value_goes_out_as_it_came_in(kind: Any, sample: Sample) -> None:
    document = form_with(kind, sample)
    values = {"f": stored_value(kind, sample)}
    written = plan_of(document).to_json(values, visible=lambda path: True, titles=Titles())
    assert written["f"] == (sample.given if sample.wire is ... else sample.wire)
    assert kind.clean(written["f"], document.by_path["f"]) in (values["f"], *_POINTERS)


_POINTERS = ("01k6a0", "7", ["f1"])
"""What the wire form of a link is cleaned to, before anybody resolves it."""


@each([(kind, sample) for kind, sample in STORED if sample.shown])
def test_a_value_is_shown_in_words(kind: Any, sample: Sample) -> None:
    value, config = stored_value(kind, sample), config_of(kind, sample)
    shown = {language: kind.show(value, config, language, Titles()) for language in sample.shown}
    assert shown == sample.shown


@each(GOOD)
def test_the_json_schema_takes_a_good_sample(kind: Any, sample: Sample) -> None:
    schema = values_schema(form_with(kind, sample))
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate({"f": sample.given})


@each(STORED)
def test_a_type_declares_only_operators_that_its_column_can(kind: Any, sample: Sample) -> None:
    config = config_of(kind, sample)
    value = stored_value(kind, sample)
    for operator in kind.operators_for(config):
        evaluate(condition(operator, value), {"f": value}.get, CURRENT)


@pytest.mark.django_db
@each(STORED)
def test_sql_and_python_find_the_same(kind: Any, sample: Sample) -> None:
    config = config_of(kind, sample)
    stored, scale = kind.storage(config)
    value, to = stored_value(kind, sample), to_column(stored, scale)
    operand = Operand("t.c", stored, scale)
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMP TABLE sample_of_field (id int, c {ddl.type_of(stored)})")
        row = value if value is None or to is None else to(value)
        for key, one in ((1, row), (2, None)):
            cursor.execute(
                "INSERT INTO sample_of_field (id, c) VALUES (%s, %s)", outgoing([key, one])
            )
        for operator in kind.operators_for(config):
            test = condition(operator, value)
            text, args = where(test, lambda path: operand, CURRENT, _vendor())
            cursor.execute(f"SELECT id FROM sample_of_field t WHERE {text} ORDER BY id", args)  # noqa: S608
            python = [
                key
                for key, one in ((1, value), (2, None))
                if evaluate(test, {"f": one}.get, CURRENT)
            ]
            assert ([found[0] for found in cursor.fetchall()], operator) == (python, operator)
        cursor.execute("DROP TABLE sample_of_field")


def condition(operator: Any, value: Any) -> Condition:
    literal = _literal(value)
    match operator:
        case "between":
            given: Any = [literal, None]
        case "in" | "not_in":
            given = [literal] if literal is not None else []
        case "any_of" | "all_of" | "none_of":
            given = literal or []
        case "empty" | "not_empty":
            given = None
        case _:
            given = literal
    return Condition(cond=(Term.model_construct(field="f", op=operator, value=given),))


def _literal(value: Any) -> Any:
    if value is None or isinstance(value, bool | str | list):
        return value
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def _vendor() -> Any:
    return "postgresql" if ddl.is_postgresql() else "sqlite"


@pytest.mark.parametrize("kind", TYPES, ids=lambda t: t.name)
def test_a_type_refuses_settings_it_does_not_know(kind: Any) -> None:
    given = content({"id": "f", "type": kind.name, **kind.samples[0].config, "surprise": 1})
    with pytest.raises(InvalidDocument) as error:
        FormDocument.parse(given)
    assert error.value.problems[0].data["reason"] == "surprise"


@each(SAMPLES)
def test_a_document_comes_back_as_written(kind: Any, sample: Sample) -> None:
    given = content({"id": "f", "type": kind.name, **sample.config})
    document = FormDocument.parse(given)
    dumped = document.model_dump(mode="json", by_alias=True, exclude_unset=True)
    assert json.loads(json.dumps(dumped)) == given


def test_the_committed_schema_is_what_the_types_say() -> None:
    """``python -m form_engine.document_schema`` writes it."""
    assert document_schema.FILE.read_text(encoding="utf-8") == document_schema.as_text()


def test_the_web_app_knows_the_same_types() -> None:
    """``python -m form_engine.metadata`` writes it."""
    assert metadata.FILE.read_text(encoding="utf-8") == metadata.as_text()
