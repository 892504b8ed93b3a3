"""Tells somebody at a terminal that a long step goes on."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

DOT_SECONDS = 2.0
PARTS = 10


class Counted:
    """Called with how much is done, of how much: a line that grows on a terminal, and elsewhere
    one word every tenth."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1

    def __call__(self, done: int, total: int, _: str = "") -> None:
        part = done * PARTS // max(total, 1)
        if sys.stdout.isatty():
            end = "\n" if done == total else ""
            print(f"\r  {done} of {total} {self._what}", end=end, flush=True)
        elif part != self._shown:
            self._shown = part
            print(f"  {done} of {total} {self._what}", flush=True)


def run_with_dots(command: Sequence[str], *, cwd: Path, env: Mapping[str, str]) -> None:
    """A dot every two seconds; what it said is shown only when it failed.

    Raises CalledProcessError."""
    process = subprocess.Popen(
        command, cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    while True:
        try:
            said, _ = process.communicate(timeout=DOT_SECONDS)
        except subprocess.TimeoutExpired:
            print(".", end="", flush=True)
            continue
        break
    print(flush=True)
    if process.returncode:
        print(said[-4000:], file=sys.stderr, flush=True)
        raise subprocess.CalledProcessError(process.returncode, command)
