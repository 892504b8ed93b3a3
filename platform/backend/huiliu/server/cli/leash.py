"""``python -m huiliu.server.cli.leash MODULE …`` runs a module as long as its supervisor lives.

The standard input is a pipe that only the supervisor holds open. When even ``kill -9`` has ended
the supervisor, the pipe closes and the module ends with all its processes: nothing is left that
holds the port or does jobs of an old release.
"""

from __future__ import annotations

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    pipe = os.dup(sys.stdin.fileno())
    threading.Thread(target=_end_with, args=(pipe,), name="leash", daemon=True).start()
    sys.argv = sys.argv[1:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _end_with(pipe: int) -> None:
    os.read(pipe, 1)  # nothing is ever written: it returns at the end of the supervisor
    os.killpg(os.getpgrp(), signal.SIGKILL)


if __name__ == "__main__":
    main()
