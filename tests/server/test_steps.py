"""The steps of ``./huiliu test`` and ``./huiliu check``: one after the other, or side by side."""

from __future__ import annotations

import sys

import pytest

from huiliu.server.cli.steps import Step, run_all


def _python(name: str, code: str, *, empty_is_fine: bool = False) -> Step:
    return Step(name, [sys.executable, "-c", code], empty_is_fine=empty_is_fine)


def test_every_step_runs_also_after_a_failure_and_one_failure_fails_all(
    capfd: pytest.CaptureFixture[str],
) -> None:
    first = _python("first", "print('one'); raise SystemExit(3)")
    assert not run_all([first, _python("second", "print('two')")])
    said = capfd.readouterr().out
    assert "one" in said
    assert "two" in said
    assert [line.split()[0] for line in said.splitlines()[-2:]] == ["FAIL", "ok"]


def test_steps_side_by_side_wait_for_each_other_and_speak_one_after_the_other(
    capfd: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    meet = (
        "import pathlib, time; folder = pathlib.Path({folder!r}); (folder / {mine!r}).touch()\n"
        "while not (folder / {other!r}).exists(): time.sleep(0.01)\n"
        "print({mine!r} + ' says this'); print({mine!r} + ' says that')"
    )
    pairs = (("left", "right"), ("right", "left"))
    steps = [
        _python(mine, meet.format(folder=str(tmp_path), mine=mine, other=other))
        for mine, other in pairs
    ]
    assert run_all([steps])
    said = capfd.readouterr().out
    for mine, _ in pairs:
        assert f"── {mine} ──\n{mine} says this\n{mine} says that\n" in said


def test_a_failure_beside_a_success_fails(capfd: pytest.CaptureFixture[str]) -> None:
    assert not run_all([[_python("good", "pass"), _python("bad", "raise SystemExit(1)")]])
    assert "FAIL" in capfd.readouterr().out


def test_that_there_was_no_test_is_fine_only_where_it_is_said() -> None:
    nothing = "raise SystemExit(5)"
    assert run_all([_python("named", nothing, empty_is_fine=True)])
    assert not run_all([_python("all", nothing)])
