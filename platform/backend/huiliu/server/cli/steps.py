"""Runs a list of commands, each to its end, and tells how each went."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from huiliu.server.cli.places import ROOT, say


@dataclass(frozen=True)
class Step:
    """A command. ``empty_is_fine``: pytest's 5, no test of that kind among the named ones."""

    name: str
    command: Sequence[str]
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)
    empty_is_fine: bool = False


Ran = tuple[Step, bool, float]


def run_all(steps: Sequence[Step | Sequence[Step]]) -> bool:
    """Every step runs, also after a failure: one run tells all that is wrong. Of the steps in a
    list of their own one more runs side by side than there are processors, for each waits now and
    then, begun in their order; what each said is printed in one piece when it ends."""
    results: list[Ran] = []
    for step in steps:
        results += [_run(step)] if isinstance(step, Step) else _side_by_side(step)
    say()
    for step, went_well, seconds in results:
        say(f"  {'ok  ' if went_well else 'FAIL'} {seconds:6.1f} s  {step.name}")
    return all(went_well for _, went_well, _ in results)


def _side_by_side(steps: Sequence[Step]) -> list[Ran]:
    say(f"\n── {' | '.join(step.name for step in steps)} ──")
    with ThreadPoolExecutor((os.cpu_count() or 1) + 1) as pool:
        return list(pool.map(_run_aside, steps))


def _run_aside(step: Step) -> Ran:
    """Its words are kept and printed in one piece at its end, marked with its name."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as words:
        ran = _ran(step, words.fileno())
        words.seek(0)
        sys.stdout.write(f"\n── {step.name} ──\n{words.read()}")
        sys.stdout.flush()
    return ran


def _run(step: Step) -> Ran:
    say(f"\n── {step.name} ──")
    return _ran(step)


def _ran(step: Step, words: int | None = None) -> Ran:
    started = time.monotonic()
    environment = {**os.environ, **step.environment}
    errors = None if words is None else subprocess.STDOUT
    code = subprocess.run(
        step.command, cwd=step.folder, env=environment, stdout=words, stderr=errors
    ).returncode
    well = code == 0 or (step.empty_is_fine and code == 5)
    return step, well, time.monotonic() - started
