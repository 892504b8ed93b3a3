"""``./huiliu check``: linters, type checkers, and everything generated compared with its source."""

from __future__ import annotations

import sys

from huiliu.server.cli import web_build
from huiliu.server.cli.places import WEB
from huiliu.server.cli.steps import Step, run_all


def run(arguments: list[str]) -> int:
    return 0 if run_all([[*_web(), *_python()]]) else 1


def _python() -> list[Step]:
    def tool(name: str, *words: str) -> Step:
        return Step(" ".join((name, *words)), [sys.executable, "-m", name, *words])

    ours = [sys.executable, "-m", "huiliu.server.cli"]
    walls = [sys.executable, "-m", "pytest", "-q", "tests/architecture"]
    return [
        tool("mypy"),
        Step("import walls", walls),
        Step("migrations", [*ours, "manage", "makemigrations", "--check", "--dry-run"]),
        tool("ruff", "check", "."),
        tool("ruff", "format", "--check", "."),
    ]


def _web() -> list[Step]:
    if not WEB.is_dir():
        return []
    npm, environment = web_build.npm_command()
    web_build.install(WEB)

    def script(name: str) -> Step:
        return Step(f"npm run {name}", [*npm, "run", "--silent", name], WEB, environment)

    types = [sys.executable, "-m", "huiliu.server.cli", "types", "--check"]
    return [script("typecheck"), script("lint"), Step("API types", types)]
