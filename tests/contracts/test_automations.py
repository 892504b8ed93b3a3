"""What every trigger and action must fulfil, whoever wrote it: its own samples prove it."""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.documents import InvalidDocument
from huiliu.core.forms import FormShape, ledger_shape_of, report_shape_of, shape_of
from huiliu.core.reading import schema_text
from huiliu.core.text import LANGUAGES
from tests.support.office import FORMS, LOW, STOCK
from workflow_engine.automations import metadata
from workflow_engine.automations.action_type import action_types
from workflow_engine.automations.document import SCHEMA, AutomationDocument
from workflow_engine.automations.publisher import problems
from workflow_engine.automations.trigger_type import trigger_types

TYPES = [*trigger_types, *action_types]
SAMPLES = [pytest.param(t, s, id=f"{t.name}-{i}") for t in TYPES for i, s in enumerate(t.samples)]
REFUSED = [
    pytest.param(t, s, code, id=f"{t.name}-{i}-{code}")
    for t in TYPES
    for i, (s, code) in enumerate(t.refused)
]
SHAPES = {str(form["id"]): shape_of(form) for form in FORMS}
SHAPES["ledger:stock"] = ledger_shape_of(STOCK)
SHAPES["report:low"] = report_shape_of(LOW, SHAPES.get)
ROOT = Path(__file__).parents[2]


def shapes(key: str) -> FormShape | None:
    return SHAPES.get(key)


def design(of: Any, sample: Mapping[str, Any]) -> dict[str, Any]:
    """An automation with the sample in its place."""
    is_trigger = of in list(trigger_types)
    step = {"id": "s1", "type": "notify", "to": {"creator": True}, "message": {"zh-CN": "x"}}
    return {
        "kind": "automation",
        "version": 1,
        "id": "sample",
        "title": {"zh-CN": "样例"},
        "trigger": dict(sample) if is_trigger else {"type": "record_created", "form": "order"},
        "steps": [step if is_trigger else dict(sample)],
    }


def codes(content: dict[str, Any]) -> list[str]:
    try:
        document = AutomationDocument.parse(content)
    except InvalidDocument as error:
        return [problem.code for problem in error.problems]
    return [problem.code for problem in problems(document, shapes)]


@pytest.mark.parametrize("of", TYPES, ids=lambda t: t.name)
def test_a_type_is_named_like_its_file_and_worded_in_every_language(of: Any) -> None:
    assert Path(inspect.getfile(type(of))).stem == of.name
    assert set(of.words) == set(LANGUAGES)
    assert of.samples
    assert of.refused


@pytest.mark.parametrize(("of", "sample"), SAMPLES)
def test_a_sample_is_right_and_comes_back_as_written(of: Any, sample: Any) -> None:
    content = design(of, sample)
    assert codes(content) == []
    again = AutomationDocument.parse(content).model_dump(mode="json", exclude_defaults=True)
    assert AutomationDocument.parse(again) == AutomationDocument.parse(content)


@pytest.mark.parametrize(("of", "sample", "code"), REFUSED)
def test_a_wrong_setting_is_refused_with_its_code(of: Any, sample: Any, code: str) -> None:
    assert code in codes(design(of, sample))


def test_problems_point_into_the_document() -> None:
    content = design(action_types.get("notify"), action_types.get("notify").samples[0])
    content["steps"].append({**content["steps"][0], "to": {"fields": ["customer"]}})
    content["when"] = {"cond": [{"field": "colour", "op": "empty"}]}

    found = problems(AutomationDocument.parse(content), shapes)
    assert [(one.path, one.code) for one in found] == [
        ("when", "no_such_path"),
        ("steps.1.id", "duplicate_id"),
        ("steps.1.to.fields", "not_a_member_field"),
    ]


def test_committed_files_are_what_the_types_say() -> None:
    assert metadata.FILE.read_text(encoding="utf-8") == metadata.as_text()
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(AutomationDocument)


def test_the_template_and_the_saved_first_format_are_read() -> None:
    for folder in ("tests/upgrades/automation", "jxc_template/automations"):
        for file in sorted((ROOT / folder).glob("*.json")):
            content = json.loads(file.read_text(encoding="utf-8"))
            assert AutomationDocument.parse(content).id == content["id"]
