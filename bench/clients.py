"""A process that does what it is told line by line, so that it starts only once."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from bench.measure import ROOT


class Client:
    """``python -m module arguments``, which is given ``ids`` and says ``ready``."""

    def __init__(
        self, module: str, variables: dict[str, str], ids: dict[str, Any], *arguments: str
    ) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", module, *arguments], env=variables, cwd=ROOT, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        self.tell(json.dumps(ids))

    def __enter__(self) -> Client:
        if self.hear() != "ready":
            raise RuntimeError("a client did not start")
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def ask(self, words: str) -> Any:
        self.tell(words)
        return json.loads(self.hear())

    def tell(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def hear(self) -> str:
        assert self._process.stdout is not None
        return self._process.stdout.readline().strip()
