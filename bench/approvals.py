"""Approvals: five votes beside a hand-written engine, a countersign of 200, a list of 10,000."""

from __future__ import annotations

import json
import statistics

from bench.clients import Client
from bench.measure import Row, environment, fresh_database, python, ratio

ROUNDS = 7


def run(server: str) -> list[Row]:
    ours = environment("huiliu.server.settings", fresh_database(server, "bench_ours"))
    theirs = environment("bench.hand.settings", fresh_database(server, "bench_hand"))
    ids = json.loads(python("bench.flow_company", ours))
    with (
        Client("bench.flow_client", ours, ids, "ours") as our,
        Client("bench.flow_client", theirs, {}, "hand") as hand,
    ):
        us: list[float] = []
        them: list[float] = []
        for number in range(ROUNDS + 1):
            pair = our.ask("votes"), hand.ask("votes")
            if number:
                us.append(pair[0])
                them.append(pair[1])
        crowd, todo = our.ask("crowd"), our.ask("todo")
    return [
        Row(
            "start → 5 votes → end",
            f"{statistics.median(us):.0f} µs CPU",
            f"{statistics.median(them):.0f} µs CPU",
            ratio(us, them),
            "≤ 1.5",
        ),
        Row("start of a countersign of 200 people", f"{crowd} statements", "", "", "≤ 20"),
        Row(
            "to-do list of a member with 10,000 tasks over 500 flow versions",
            f"{todo['ms']:.0f} ms ({todo['least']:.0f} at best, {todo['cpu']:.0f} ms CPU)",
            "",
            "",
            "≤ 50 ms",
        ),
    ]
