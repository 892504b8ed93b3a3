"""The oracle says of every story what the story says, to the last digit."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from .__main__ import played
from .books import books, numbers
from .compare import differences
from .histories import i11_refused, i13_closed
from .invariants import broken
from .state import state
from .story import Company

pytestmark = pytest.mark.embedded_only  # asks no database

HERE = Path(__file__).parent
STORIES = sorted((HERE.parent / "stories").glob("*.json"))
by_name = pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)


def read(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text()))


@by_name
def test_it_reproduces_every_step_report_and_variant(path: Path) -> None:
    story = read(path)
    assert differences(played(story), story) == []


@by_name
@pytest.mark.parametrize("scope", ["company", "warehouse"])
@pytest.mark.parametrize("method", ["mwa", "fifo"])
def test_the_invariants_hold_after_every_step(path: Path, scope: str, method: str) -> None:
    story = read(path)
    company = Company(story, scope, method)
    for step in story["steps"]:
        before, had = company.world, books(company.world)
        expect = company.step(step)
        assert broken(expect["state"], books(company.world)) == [], step["no"]
        assert i13_closed(had, books(company.world), before.closed_months) == []
        if expect["result"] == "rejected":
            then, now = ({"s": state(w), "n": numbers(w)} for w in (before, company.world))
            assert i11_refused(then, now) == []


def test_it_imports_nothing_but_the_standard_library_and_itself() -> None:
    allowed = {"__future__", "collections", "copy", "dataclasses", "datetime", "decimal"}
    allowed |= {"fractions", "json", "math", "pathlib", "pickle", "sys", "typing"}
    for file in HERE.glob("*.py"):
        if file.name.startswith("test_"):
            continue
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.Import):
                assert {alias.name for alias in node.names} <= allowed, file
            if isinstance(node, ast.ImportFrom) and not node.level:
                assert (node.module or "").split(".")[0] in allowed, file
