"""Runs a list of commands, each to its end, and tells how each went."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from huiliu.server.cli.places import ROOT, say


@dataclass(frozen=True)
class Step:
    name: str
    command: Sequence[str]
    folder: Path = ROOT
    environment: Mapping[str, str] = field(default_factory=dict)


def run_all(steps: Sequence[Step]) -> bool:
    """Every step runs, also after a failure: one run tells all that is wrong."""
    results = [(step, *_run(step)) for step in steps]
    say()
    for step, code, seconds in results:
        say(f"  {'ok  ' if code == 0 else 'FAIL'} {seconds:6.1f} s  {step.name}")
    return all(code == 0 for _, code, _ in results)


def _run(step: Step) -> tuple[int, float]:
    say(f"\n── {step.name} ──")
    started = time.monotonic()
    environment = {**os.environ, **step.environment}
    code = subprocess.run(step.command, cwd=step.folder, env=environment).returncode
    return code, time.monotonic() - started
