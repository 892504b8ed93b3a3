"""One client of the race: sells from the hot shelf whenever it is told to. Prints what happened.

``python -m bench.race_client ours|raw THREADS`` reads the ids as JSON from its input and says
``ready``; for each line with seconds and a shelf it sells so long and says what came of it. Ours
goes through the whole pipeline in this process (access, validation, formulas, history, outbox,
ledger), as an HTTP worker does; raw stores the same rows with psycopg and checks nothing.
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from bench import documents

HOT, LINES = 5, 3
Sell = Callable[[dict[str, Any]], str]
"""Sells one order; what came of it: ``sold``, ``refused`` or the name of an error."""


def main(side: str, threads: int) -> None:
    ids = json.loads(sys.stdin.readline())
    sell = _ours(ids) if side == "ours" else _raw()
    print("ready", flush=True)
    for line in sys.stdin:
        seconds, shelf = json.loads(line)
        print(json.dumps(_race(sell, {**ids, "shelf": shelf}, seconds, threads)), flush=True)


def _race(sell: Sell, ids: dict[str, Any], seconds: float, threads: int) -> Counter[str]:
    ends = time.monotonic() + seconds
    seen: Counter[str] = Counter()
    clients = [
        threading.Thread(target=_client, args=(sell, ids, ends, seen)) for _ in range(threads)
    ]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return seen


def _client(sell: Sell, ids: dict[str, Any], ends: float, seen: Counter[str]) -> None:
    chance = random.Random()
    mine: Counter[str] = Counter()
    while time.monotonic() < ends:
        mine[sell(_order(ids, chance))] += 1
    seen.update(mine)


def _order(ids: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=8))).date().isoformat()
    products = chance.sample(ids["products"][:HOT], LINES)
    return documents.order(
        chance.randrange(10**6), products, chance.choice(ids["customers"]), ids["shelf"], today
    )


def _ours(ids: dict[str, Any]) -> Sell:
    import django

    django.setup()
    from huiliu.core import ports
    from huiliu.core.actor import Cause
    from huiliu.core.errors import RuleRefused
    from huiliu.org import api as org

    actor = org.actor_of_key(ids["key"])
    app = ports.documents().app(actor.workspace_id, "bench")
    access = ports.permissions().access(actor, app, "delivery")

    def sell(values: dict[str, Any]) -> str:
        try:
            ports.records().create(
                app, "delivery", values, access=access, submit=True, cause=Cause("api")
            )
        except RuleRefused as refused:
            return "refused" if refused.wire_code == "NEGATIVE_STOCK" else refused.wire_code
        except Exception as error:
            return f"{type(error).__name__}: {error}"[:200]
        return "sold"

    return sell


def _raw() -> Sell:
    from bench.race_raw import Seller

    return Seller().sell


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
