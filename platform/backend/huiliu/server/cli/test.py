"""``./huiliu test``: every test there is, on every database there is.

SQLite always. PostgreSQL with Redis and Celery, the web app's tests and a real browser when what
they need is found; with CI set, all of them must be."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from contextlib import ExitStack

from huiliu.server.cli import temporary_servers, web_build
from huiliu.server.cli.places import ROOT, WEB, WEB_OUT, fail, say
from huiliu.server.cli.steps import Step, run_all

CLEAN = {
    "HUILIU_DATABASE_URL": "", "HUILIU_REDIS_URL": "", "HUILIU_TESTING": "1",
    # The tests start some hundred processes: each would compile every module once more.
    "PYTHONDONTWRITEBYTECODE": "",
}  # fmt: skip
TESTS = str(ROOT / "tests")
LIVE = ("acceptance", "faults", "server")
"""Their tests mostly start servers of their own."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def run(arguments: list[str]) -> int:
    options, rest = _parser().parse_known_args(arguments)
    missing = _missing()
    if missing and os.environ.get("CI"):
        return fail(f"CI runs everything, and there is no {', no '.join(missing)}.")
    for what in missing:
        say(f"  not run: there is no {what}")
    if "Node.js" not in missing and not options.only_python:
        web_build.install(WEB)
        if not web_build.is_fresh(WEB, WEB_OUT):
            web_build.build(WEB, WEB_OUT)
    with ExitStack() as servers:
        steps = _steps(options, rest, missing, servers)
        # Side by side: each waits much, for a lock, a job, a page. They share nothing.
        return 0 if run_all([steps]) else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./huiliu test", description=__doc__)
    parser.add_argument("--only-sqlite", action="store_true")
    parser.add_argument("--only-python", action="store_true", help="no browser, no vitest")
    return parser


def _steps(
    options: argparse.Namespace, rest: list[str], missing: list[str], servers: ExitStack
) -> list[Step]:
    names = ["SQLite"]
    if not options.only_sqlite and not {"PostgreSQL", "Redis"} & set(missing):
        names.append("PostgreSQL, Redis and Celery")
    kinds = _kinds(rest)
    if options.only_python or {"Chromium", "Node.js"} & set(missing):
        del kinds["Browser"]
    steps = [
        _tests(kind, name, CLEAN if name == "SQLite" else _large(servers), which, rest)
        for kind, which in kinds.items()
        for name in names
    ]
    if not options.only_python and "Node.js" not in missing:
        npm, environment = web_build.npm_command()
        steps.append(Step("Web tests", [*npm, "test"], WEB, environment))
    return steps


def _kinds(rest: list[str]) -> dict[str, list[str]]:
    """The longest first, so that the processors are filled evenly to the end. What was asked for
    is not divided."""
    if rest:
        return {"Python": ["-m", "not e2e", *rest], "Browser": ["-m", "e2e", *rest]}
    live = [f"{TESTS}/{name}" for name in LIVE]
    return {
        "Python": ["-m", "not e2e", TESTS, *(f"--ignore={folder}" for folder in live)],
        "Browser": ["-m", "e2e", f"{TESTS}/e2e"],
        "Server": ["-m", "not e2e", *live],
    }


def _large(servers: ExitStack) -> dict[str, str]:
    """Servers of its own: two that share a Redis would wake each other's workers."""
    return {
        **CLEAN,
        "HUILIU_DATABASE_URL": servers.enter_context(temporary_servers.postgres()),
        "HUILIU_TEST_REDIS_URL": servers.enter_context(temporary_servers.redis()),
    }


def _tests(what: str, name: str, place: dict[str, str], which: list[str], rest: list[str]) -> Step:
    command = [sys.executable, "-m", "pytest", "-q", *which]
    return Step(f"{what} tests on {name}", command, ROOT, place, empty_is_fine=bool(rest))


def _missing() -> list[str]:
    found = {
        "PostgreSQL": temporary_servers.postgres_programs() is not None,
        "Redis": temporary_servers.redis_program() is not None,
        "Node.js": WEB.is_dir() and (web_build.has_system_node() or bool(os.environ.get("CI"))),
        "Chromium": any(shutil.which(name) for name in BROWSERS),
    }
    return [name for name, there in found.items() if not there]
