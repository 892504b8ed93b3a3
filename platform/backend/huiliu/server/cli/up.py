"""``./huiliu up``: from a fresh clone, or any later state, to a running system."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from huiliu.server.cli import serve, web_build
from huiliu.server.cli.places import WEB, WEB_OUT, fail, load_django, say, use_data


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    data = use_data(options.data)
    if taken := serve.port_problem(options.host, options.port):
        return fail(taken)  # told before anything long begins
    from huiliu.server.cli import first_start

    first_start.make_secret_key(data)
    demo = first_start.demo_wanted(data, options.demo, ask=_ask)
    if not options.no_build:
        build_web()
    load_django()
    problem = serve.problem()
    if problem:
        return fail(problem)
    first_start.migrate(say)
    password = first_start.prepare(data, demo=demo, say=say)
    if options.prepare_only:
        _sign_in_words(password, demo=demo)
        return 0
    return serve.serve(
        options.host, options.port, ready=lambda url: _welcome(url, data, password, demo=demo)
    )


def build_web() -> None:
    if not WEB.is_dir() or web_build.is_fresh(WEB, WEB_OUT):
        return
    say("Building the web app (only when its sources have changed) …")
    started = time.monotonic()
    web_build.build(WEB, WEB_OUT)
    say(f"  done in {time.monotonic() - started:.0f} s")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./huiliu up", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--data", help="where data is kept (default: .data in the clone)")
    parser.add_argument(
        "--demo",
        action=argparse.BooleanOptionalAction,
        help="install the demo company (asked on a terminal at the first start)",
    )
    parser.add_argument("--no-build", action="store_true", help="serve the web app as it is")
    parser.add_argument("--prepare-only", action="store_true", help="everything but serving")
    return parser


def _ask() -> bool:
    """Without a terminal the small demo is installed."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return True
    answer = input(
        "Install the demo company, with people to sign in as and two months of data? [Y/n] "
    )
    return answer.strip().lower() not in ("n", "no", "否")


def _welcome(url: str, data: Path, password: str | None, *, demo: bool) -> None:
    say()
    say(f"  Huiliu 汇流 runs at {url}")
    _sign_in_words(password, demo=demo)
    say(f"  Data: {data}    Stop: Ctrl-C")
    say()


def _sign_in_words(password: str | None, *, demo: bool) -> None:
    if demo:
        say("  Demo company: sign in on the page with one click, as 管理员, 采购员, 销售员 …")
    if password is not None:
        say(f"  First administrator: admin / {password}")
        say("  (shown this once; ./huiliu password admin sets another)")
