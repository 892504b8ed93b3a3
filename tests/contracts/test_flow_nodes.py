"""What every node type must fulfil, whoever wrote it: its own samples prove it."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.documents import InvalidDocument
from huiliu.core.forms import shape_of
from huiliu.core.text import LANGUAGES
from tests.support.flows import FORM, STORE, flow
from workflow_engine import json_schema, metadata
from workflow_engine.compile import attribute, compile_flow
from workflow_engine.document import FlowDocument
from workflow_engine.form_paths import FormPaths
from workflow_engine.models import FlowDefinition, digest_of
from workflow_engine.node_type import NodeType, node_types
from workflow_engine.problems import problems

TYPES = list(node_types)
SAMPLES = [pytest.param(t, s, id=f"{t.name}-{i}") for t in TYPES for i, s in enumerate(t.samples)]
REFUSED = [
    pytest.param(t, s, code, id=f"{t.name}-{i}-{code}")
    for t in TYPES
    for i, (s, code) in enumerate(t.refused)
]


def flow_with(node_type: NodeType[Any], node: Mapping[str, Any]) -> dict[str, Any]:
    """A flow in which the node stands where its type belongs."""
    if node_type.place == "anywhere":
        return flow(dict(node))
    content = flow()
    content["nodes"][0 if node_type.place == "first" else -1] = dict(node)
    return content


def codes(content: dict[str, Any]) -> list[str]:
    try:
        document = FlowDocument.parse(content)
    except InvalidDocument as error:
        return [problem.code for problem in error.problems]
    form = FormPaths(shape_of(FORM), {"store": shape_of(STORE)}.get)
    return [problem.code for problem in problems(document, form)]


@pytest.mark.parametrize("node_type", TYPES, ids=lambda t: t.name)
def test_a_type_is_named_like_its_file_and_worded_in_every_language(node_type: Any) -> None:
    assert Path(inspect.getfile(type(node_type))).stem == node_type.name
    assert set(node_type.words) == set(LANGUAGES)
    assert node_type.samples
    assert node_type.refused


@pytest.mark.parametrize(("node_type", "sample"), SAMPLES)
def test_a_sample_is_right_and_comes_back_as_written(node_type: Any, sample: Any) -> None:
    content = flow_with(node_type, sample)
    assert codes(content) == []
    dumped = FlowDocument.parse(content).model_dump(mode="json", exclude_unset=True)
    assert dumped == content


@pytest.mark.parametrize(("node_type", "sample", "code"), REFUSED)
def test_a_wrong_sample_is_refused_with_its_code(node_type: Any, sample: Any, code: str) -> None:
    assert code in codes(flow_with(node_type, sample))


@pytest.mark.parametrize(("node_type", "sample"), SAMPLES)
def test_a_type_refuses_settings_it_does_not_know(node_type: Any, sample: Any) -> None:
    content = flow_with(node_type, {**sample, "surprise": 1})
    with pytest.raises(InvalidDocument) as error:
        FlowDocument.parse(content)
    assert "surprise" in str(error.value.problems[0].data)


@pytest.mark.parametrize(("node_type", "sample"), SAMPLES)
def test_a_sample_becomes_nodes_of_a_flow_class(node_type: Any, sample: Any) -> None:
    content = flow_with(node_type, sample)
    definition = FlowDefinition(pk=1, content=content, digest=digest_of(content))
    compiled = compile_flow(definition)
    assert compiled.instance.node(attribute(sample["id"]), no_obsolete=True) is not None


def test_the_committed_schema_is_what_the_types_say() -> None:
    """``python -m workflow_engine.json_schema`` writes it."""
    assert json_schema.FILE.read_text(encoding="utf-8") == json_schema.as_text()


def test_the_web_app_knows_the_same_types() -> None:
    """``python -m workflow_engine.metadata`` writes it."""
    assert metadata.FILE.read_text(encoding="utf-8") == metadata.as_text()
