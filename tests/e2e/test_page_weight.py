"""No page of the built front end is heavier at its first load than its budget."""

from __future__ import annotations

import pytest

from bench import page_weight

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]


def test_every_page_is_within_the_budget(capsys: pytest.CaptureFixture[str]) -> None:
    is_too_heavy = page_weight.main()
    assert is_too_heavy == 0, capsys.readouterr().out
