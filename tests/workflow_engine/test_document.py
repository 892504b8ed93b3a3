"""A flow document is refused with a pointer to what is wrong."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.documents import InvalidDocument
from huiliu.core.reading import chain_of
from tests.support.flows import APP, M1, World, approval, branch, flow, over
from workflow_engine import upgrades
from workflow_engine.document import FLOW_VERSION, FlowDocument
from workflow_engine.publisher import publisher

SAVED = Path(__file__).parents[1] / "upgrades" / "flow"
TEMPLATE = Path(__file__).parents[2] / "jxc_template"

BOSS = approval("boss", M1)
UNKNOWN = {"cond": [{"rel": "or", "cond": [{"field": "gone", "op": "empty"}]}]}
OTHER_SIDE = {"cond": [{"field": "total", "op": "eq", "value": {"field": "nowhere"}}]}
THROUGH = {"cond": [{"field": "store.manager", "op": "not_empty"}]}
BEYOND = {"cond": [{"field": "store.gone", "op": "empty"}]}


def found(world: World, content: dict[str, Any]) -> list[tuple[str, str]]:
    return [(p.path, p.code) for p in publisher.validate(APP, "expense", content)]


def by(condition: dict[str, Any]) -> dict[str, Any]:
    return branch("by", {"id": "a", "when": condition, "nodes": []})


def test_a_good_flow_has_no_problems(world: World) -> None:
    inner = branch("by", over("total", 5, BOSS), over("qty", 1, id="b"))
    assert found(world, flow(approval("a", M1), inner)) == []


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ([BOSS, BOSS], [("nodes.2.id", "duplicate_id")]),
        ([approval("withdrawn", M1)], [("nodes.1.id", "reserved_id")]),
        ([by(UNKNOWN)], [("nodes.1.branches.0.when.cond.0.cond.0.field", "unknown_field")]),
        ([by(OTHER_SIDE)], [("nodes.1.branches.0.when.cond.0.value.field", "unknown_field")]),
        ([by(THROUGH)], []),
        ([by(BEYOND)], [("nodes.1.branches.0.when.cond.0.field", "unknown_field")]),
        (
            [branch("by", over("total", 5, approval("in", M1, fields={"lines.gone": "view"})))],
            [("nodes.1.branches.0.nodes.0.fields.lines.gone", "unknown_field")],
        ),
        ([{"id": "s", "type": "start"}], [("nodes.1", "second_start")]),
        ([{"id": "e", "type": "end"}], [("nodes.2", "unreachable")]),
        (
            [
                branch("by", over("x", 1, {"id": "e", "type": "end"}), rest=[BOSS]),
                approval("c", M1),
            ],
            [],
        ),
        (
            [
                branch(
                    "by",
                    over("x", 1, {"id": "e1", "type": "end"}),
                    rest=[{"id": "e2", "type": "end"}],
                )
            ],
            [],
        ),
    ],
)
def test_problems(world: World, nodes: list[Any], expected: list[tuple[str, str]]) -> None:
    assert found(world, flow(*nodes)) == expected


def test_a_flow_begins_with_a_start_and_ends_with_an_end(world: World) -> None:
    content = flow(BOSS)
    content["nodes"] = [approval("a", M1), approval("b", M1)]
    assert found(world, content) == [("nodes.0", "start_missing"), ("nodes.1", "end_missing")]


def test_the_form_must_exist_and_be_a_document(world: World) -> None:
    assert found(world, {**flow(), "form": "gone"}) == [("form", "unknown_form")]
    assert found(world, {**flow(), "form": "store"}) == [("form", "not_a_document")]


def test_a_form_has_one_flow(world: World) -> None:
    world.publish(flow(BOSS), key="first")
    assert found(world, flow(BOSS)) == [("form", "form_has_flow")]


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ({"nodes": [{"id": "start", "type": "start"}, {"id": "x", "type": "nap"}]}, "nodes.1.type"),
        ({"nodes": [{"id": "Start", "type": "start"}, {"id": "x", "type": "end"}]}, "nodes.0.id"),
        ({"settings": {"withdraw": "often"}}, "settings.withdraw"),
        ({"title": {}}, "title"),
        ({"version": 99}, "version"),
        ({"version": "1"}, "version"),
        ({"extra": 1}, ""),
    ],
)
def test_shape_is_refused_before_anything_else(change: dict[str, Any], path: str) -> None:
    with pytest.raises(InvalidDocument) as error:
        FlowDocument.parse({**flow(BOSS), **change})
    assert path in [problem.path for problem in error.value.problems]


def test_a_wrong_setting_deep_inside_is_pointed_at() -> None:
    content = flow(branch("by", over("total", 5, approval("a", M1, mode="most"))))
    with pytest.raises(InvalidDocument) as error:
        FlowDocument.parse(content)
    assert [p.path for p in error.value.problems] == ["nodes.1.branches.0.nodes.0.mode"]


@pytest.mark.parametrize("saved", sorted(SAVED.glob("v*.json")), ids=lambda p: p.stem)
def test_every_format_ever_saved_is_still_read(saved: Path) -> None:
    document = FlowDocument.parse(json.loads(saved.read_text(encoding="utf-8")))
    assert document.version == FLOW_VERSION


def test_every_past_format_has_a_step_and_a_saved_file() -> None:
    assert sorted(chain_of(upgrades)) == list(range(1, FLOW_VERSION))
    saved = {path.stem for path in SAVED.glob("v*.json")}
    assert saved == {f"v{n}" for n in range(1, FLOW_VERSION + 1)}


def test_reading_does_not_change_what_was_given() -> None:
    content = flow(branch("by", over("total", 5, BOSS)))
    before = deepcopy(content)
    FlowDocument.parse(content)
    assert content == before


@pytest.mark.parametrize("path", sorted(TEMPLATE.glob("flows/*.json")), ids=lambda p: p.stem)
def test_the_template_s_flows_fit_its_forms(world: World, path: Path) -> None:
    for form in TEMPLATE.glob("forms/*.json"):
        world.documents.content["form", form.stem] = json.loads(form.read_text(encoding="utf-8"))
    for ledger in TEMPLATE.glob("ledgers/*.json"):
        content = json.loads(ledger.read_text(encoding="utf-8"))
        world.documents.content["ledger", ledger.stem] = content
    assert found(world, json.loads(path.read_text(encoding="utf-8"))) == []


def test_what_decides_whether_a_flow_is_needed_is_checked_too(world: World) -> None:
    content = {**flow(approval("a", M1)), "when": OTHER_SIDE}
    assert found(world, content) == [("when.cond.0.value.field", "unknown_field")]
