"""``python -m bench [post list …]``: a table of ratios, with its own temporary PostgreSQL.

``--server postgres://postgres@127.0.0.1:5432`` measures on another server; it makes and drops
databases called ``bench_…`` there. Parts: post, list, race, sqlite, import, approvals,
delivery, backdated, stock, inout, weight, keys, designers, loads, start, install.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from contextlib import ExitStack
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1] / "platform" / "backend")]

from bench.measure import Row  # noqa: E402
from huiliu.server.cli import temporary_servers  # noqa: E402

PARTS = {
    "post": "post_order:run",
    "list": "list_orders:run",
    "race": "race:run",
    "sqlite": "race:run_sqlite",
    "import": "bulk_import:run",
    "approvals": "approvals:run",
    "delivery": "jxc.delivery:run",
    "backdated": "jxc.backdated:run",
    "stock": "jxc.pages:run_stock",
    "inout": "jxc.pages:run_flows",
    "weight": "page_weight:run",
    "keys": "typing_speed:run",
    "designers": "designers:run",
    "loads": "first_loads:run",
    "start": "starting:run",
    "install": "jxc.installing:run",
}


def main(arguments: list[str]) -> int:
    options = _options(arguments)
    with ExitStack() as stack:
        server = options.server
        if server is None:
            own = stack.enter_context(temporary_servers.postgres_server(durable=True))
            server = own.url.rpartition("/")[0]
        print("| what | Huiliu | by hand | ratio | bar |")
        print("|---|---|---|---|---|", flush=True)
        for name in options.parts or list(PARTS):
            for row in _run(name, server.rstrip("/")):
                words = (row.what, row.ours, row.theirs, row.ratio, row.bar)
                print(f"| {' | '.join(words)} |", flush=True)
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("parts", nargs="*", choices=[*PARTS, []], metavar="part")
    parser.add_argument("--server", help="postgres://user@host:port of a PostgreSQL to use")
    return parser.parse_args(arguments)


def _run(name: str, server: str) -> list[Row]:
    module, _, function = PARTS[name].partition(":")
    rows: list[Row] = getattr(importlib.import_module(f"bench.{module}"), function)(server)
    return rows


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
