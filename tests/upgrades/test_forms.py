"""A form that was saved by any past release can still be read, for ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from form_engine.document import FORM_VERSION, FormDocument
from form_engine.problems import problems

SAVED = sorted((Path(__file__).parent / "form").glob("v*.json"))


@pytest.mark.parametrize("saved", SAVED, ids=lambda path: path.stem)
def test_a_saved_form_is_read_in_the_current_format(saved: Path) -> None:
    document = FormDocument.parse(json.loads(saved.read_text(encoding="utf-8")))
    assert document.version == FORM_VERSION
    assert [one.code for one in problems(document, {})] == ["unknown_form", "unknown_form"]


def test_an_example_of_every_format_is_kept() -> None:
    assert [path.stem for path in SAVED] == [f"v{n}" for n in range(1, FORM_VERSION + 1)]
