"""Random flows, random answers: our run time and a small interpreter agree at every step."""

from __future__ import annotations

import os
from typing import Any

import pytest
from django.db import connection

from huiliu.core import ports
from huiliu.core.actor import Actor
from tests.support.flows import ANN, APP, NAMES, World, flow, state, todo
from tests.support.random_flows import NUMBERS, PEOPLE, RandomFlows
from tests.support.token_interpreter import Oracle
from workflow_engine import api, compiled
from workflow_engine.document import FlowDocument
from workflow_engine.form_paths import of_form
from workflow_engine.models import FlowTask
from workflow_engine.problems import problems

MEMBERS = {name: number for number, name in enumerate(NAMES, start=1)}
IN_A_BATCH = 25
BATCHES = int(os.environ.get("HUILIU_RANDOM_FLOWS", "300")) // IN_A_BATCH
"""300 on SQLite and 300 others on PostgreSQL, in a minute; ``HUILIU_RANDOM_FLOWS=500``: 1,000."""
SEATS_MOVE = 0.2
"""How often whoever is asked hands their seat over or asks for another beside it."""
ENOUGH = 40
"""After so many answers everybody fills in what ends a repetition."""


@pytest.mark.parametrize("seed", range(BATCHES))
def test_random_flows_run_as_the_oracle_says(world: World, seed: int) -> None:
    own = seed if connection.vendor == "sqlite" else seed + 1000
    flows = RandomFlows(own, depth=3 if seed % 4 == 0 else 2)
    for _ in range(IN_A_BATCH):
        _play(world, flows)
    compiled.evict()


def _play(world: World, flows: RandomFlows) -> None:
    document, values = flows.document(), flows.values()
    found = problems(FlowDocument.parse(document), of_form(APP, "expense"))
    assert {problem.code for problem in found} <= {"unreachable"}
    world.publish(document)
    record = world.submit(**values)
    oracle = Oracle(document, dict(values), ANN, MEMBERS).start()
    for answered in range(400):
        ours = sorted((node, member) for node, asked in todo(record).items() for member in asked)
        assert ours == oracle.open(), document
        waiting = _waiting(record.id)
        assert sorted(waiting) == oracle.waiting(), document
        if not ours and not waiting:
            break
        if waiting and (not ours or flows.random.random() < 0.3):
            _ring(oracle, flows.random.choice(sorted(waiting)), waiting)
            continue
        node, member = flows.random.choice(ours)
        _answer(world, oracle, flows, record, node, member, calm=answered > ENOUGH)
    assert state(record) == ("DONE", oracle.outcome), document
    assert world.records.decisions[-1] == (record.id, oracle.outcome)
    _nothing_is_left_open(record.id)


def _waiting(record_id: int) -> dict[str, int]:
    """Node → number, of the visits that wait for time."""
    waits = FlowTask.objects.filter(process__record_id=record_id, status="SCHEDULED")
    return dict(waits.values_list("node", "pk"))


def _ring(oracle: Oracle, node: str, waiting: dict[str, int]) -> None:
    """Its moment is moved to now: which of two timers comes first is the random part."""
    FlowTask.objects.filter(pk=waiting[node]).update(scheduled=ports.clock().now())
    api.timers.ring({"task": waiting[node]})
    oracle.ring(node)


def _answer(
    world: World,
    oracle: Oracle,
    flows: RandomFlows,
    record: Any,
    node: str,
    member: int,
    *,
    calm: bool,
) -> None:
    item, actor = world.item(record, member, node), world.org.actor(member)
    if node.startswith("h"):
        given = {name: flows.value() for name in NUMBERS}
        if calm:
            given["x"] = type(given["x"])(9)
        api.handle(item, actor=actor, values=given)
        oracle.values.update(given)
        oracle.vote(node, member, yes=True)
        return
    if not calm and _moved_seats(oracle, flows, item, actor, node):
        return
    says_yes = flows.random.random() < 0.9
    (api.approve if says_yes else api.reject)(item, actor=actor)
    oracle.vote(node, member, yes=says_yes)


def _moved_seats(oracle: Oracle, flows: RandomFlows, item: int, actor: Actor, node: str) -> bool:
    """Now and then a seat is handed over, or another is put beside it, to whoever has none."""
    chance, member = flows.random.random(), actor.member_id
    free = oracle.strangers(node, member, PEOPLE)
    if chance >= SEATS_MOVE or not free:
        return False
    to = flows.random.choice(free)
    if chance < SEATS_MOVE / 2:
        api.transfer(item, to, actor=actor)
        oracle.transfer(node, member, to)
    else:
        api.add_sign(item, [to], "parallel", actor=actor)
        oracle.add(node, member, to)
    return True


def _nothing_is_left_open(record_id: int) -> None:
    """Soundness: a run that is over has no visit that is not."""
    visits = FlowTask.objects.filter(process__record_id=record_id)
    assert set(visits.values_list("status", flat=True)) <= {"DONE", "CANCELED"}


def test_the_same_seed_is_the_same_flow() -> None:
    assert RandomFlows(3).document() == RandomFlows(3).document()
    assert RandomFlows(3).document() != RandomFlows(4).document() != flow()
