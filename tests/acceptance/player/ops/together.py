"""Several requests at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]


@op("concurrent")
def concurrent(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    """Each as their actor; how they came out, in any order, is an answer."""
    from tests.acceptance.player.playing import Outcome, act

    requests = given["requests"]
    people = [stage.staff.person(one["actor"]) if "actor" in one else actor for one in requests]
    for one in people:
        _ = one.session  # signed in before it begins
    start = Barrier(len(requests))

    def send(number: int) -> Outcome:
        request = requests[number]
        inputs = {"date": given["date"], **request["inputs"]}
        start.wait(60)
        return act(stage, people[number], request["op"], inputs)

    with ThreadPoolExecutor(len(requests)) as pool:
        outcomes = list(pool.map(send, range(len(requests))))
    stage.answers["outcomes_any_order"] = sorted(one.code or one.words for one in outcomes)
    return [doc for one in outcomes for doc in one.docs]
