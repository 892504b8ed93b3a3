"""The engine of the server and the engine of the browser are one language: the same vectors, and
no difference in random formulas. What the functions declare is what is written about them."""

from __future__ import annotations

import os
import shutil

import pytest

from huiliu.core.expressions import catalogue
from tests.core.formula_fuzz import VECTORS, WEB, by_python, mismatches

pytestmark = pytest.mark.embedded_only  # asks no database

IN_CI = bool(os.environ.get("CI"))
HAS_TWIN = shutil.which("node") is not None and (WEB / "node_modules" / "rolldown").exists()


@pytest.mark.parametrize(("formula", "result"), VECTORS["vectors"])
def test_fulfils_the_vectors(formula: str, result: str) -> None:
    assert by_python([formula]) == [result]


@pytest.mark.parametrize(("formula", "reason", "position"), VECTORS["refused"])
def test_refuses_what_the_vectors_refuse(formula: str, reason: str, position: int) -> None:
    assert by_python([formula]) == [f"!{reason}@{position}"]


@pytest.mark.slow
@pytest.mark.skipif(not (HAS_TWIN or IN_CI), reason="needs node and the front end's packages")
def test_the_browser_computes_what_the_server_computes() -> None:
    assert mismatches(100_000 if IN_CI else 10_000, seed=2026) == []


def test_the_page_about_formulas_is_up_to_date() -> None:
    assert catalogue.PAGE.read_text("utf-8") == catalogue.as_markdown()


def test_the_catalogue_of_the_browser_is_up_to_date() -> None:
    assert catalogue.JSON.read_text("utf-8") == catalogue.as_json()
