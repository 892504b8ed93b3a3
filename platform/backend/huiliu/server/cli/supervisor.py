"""Keeps several processes running: starts again what dies, and stops all when told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from huiliu.server.cli.places import say

LOOK_SECONDS = 0.5
STOP_SECONDS = 12.0


@dataclass(frozen=True)
class Part:
    """``module`` is run as ``python -m``, in a process group of its own."""

    name: str
    module: str
    words: Sequence[str]

    def start(self) -> subprocess.Popen[bytes]:
        leash = [sys.executable, "-m", "huiliu.server.cli.leash"]
        return subprocess.Popen(
            [*leash, self.module, *self.words], stdin=subprocess.PIPE, start_new_session=True
        )


def supervise(parts: Sequence[Part]) -> int:
    """Until SIGINT or SIGTERM."""
    stopping = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopping.set())
    running = [part.start() for part in parts]
    while not stopping.wait(LOOK_SECONDS):
        for place, child in enumerate(running):
            if child.poll() is not None:
                _clear_away(child)
                say(f"huiliu: {parts[place].name} ended with {child.returncode}; starting it again")
                running[place] = parts[place].start()
                if stopping.wait(1):
                    break
    _stop(running)
    return 0


def _stop(running: Sequence[subprocess.Popen[bytes]]) -> None:
    for child in running:
        child.terminate()
    deadline = time.monotonic() + STOP_SECONDS
    for child in running:
        try:
            child.wait(max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        _clear_away(child)


def _clear_away(child: subprocess.Popen[bytes]) -> None:
    """What a process that was killed leaves of its own: workers that still hold the port."""
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
