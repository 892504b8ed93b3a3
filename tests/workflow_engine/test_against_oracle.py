"""Random flows, random answers: our run time and a small interpreter agree at every step."""

from __future__ import annotations

import os

import pytest
from django.db import connection

from huiliu.core import ports
from huiliu.core.actor import Actor
from tests.support.flows import ANN, APP, NAMES, World, flow, state
from tests.support.random_flows import NUMBERS, PEOPLE, RandomFlows
from tests.support.token_interpreter import Oracle
from workflow_engine import api, compiled
from workflow_engine.approvals.returning import After
from workflow_engine.document import FlowDocument
from workflow_engine.form_paths import of_form
from workflow_engine.models import FlowTask, WorkItem
from workflow_engine.node_actions import Where
from workflow_engine.places import RESUBMIT
from workflow_engine.problems import problems

MEMBERS = {name: number for number, name in enumerate(NAMES, start=1)}
IN_A_BATCH = 25
MANY = 700 if connection.vendor == "sqlite" else 300
BATCHES = int(os.environ.get("HUILIU_RANDOM_FLOWS", MANY)) // IN_A_BATCH
"""1,000 between them: the flows are what is tried here, a tenth of a second of a processor each.
``HUILIU_RANDOM_FLOWS=5000`` plays more on both."""
SEATS_MOVE = 0.2
"""How often whoever is asked hands their seat over or asks for others."""
GO_BACK = 0.1
"""How often they send the run back."""
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
    world.publish(document)
    found = problems(FlowDocument.of_stored(document), of_form(APP, "expense"))
    assert {problem.code for problem in found} <= {"unreachable"}
    record = world.submit(**values)
    oracle = Oracle(document, dict(values), ANN, MEMBERS).start()
    for answered in range(400):
        items = _open(record.id)
        ours = sorted(items)
        assert ours == oracle.open(), document
        waiting = _waiting(record.id)
        assert sorted(waiting) == oracle.waiting(), document
        if not ours and not waiting:
            break
        if waiting and (not ours or flows.random.random() < 0.3):
            _ring(oracle, flows.random.choice(sorted(waiting)), waiting)
            continue
        node, member = flows.random.choice(ours)
        actor, calm = world.org.actor(member), answered > ENOUGH
        _answer(oracle, flows, items[node, member], actor, node, calm=calm)
    assert state(record) == ("DONE", oracle.outcome), document
    assert world.records.decisions[-1] == (record.id, oracle.outcome)
    _nothing_is_left_open(record.id)


def _open(record_id: int) -> dict[tuple[str, int], int]:
    """(node, member) → number, of everything somebody must answer now."""
    found = WorkItem.objects.filter(process__record_id=record_id, state="pending")
    return {(node, member): pk for node, member, pk in found.values_list("node", "member_id", "pk")}


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
    oracle: Oracle, flows: RandomFlows, item: int, actor: Actor, node: str, *, calm: bool
) -> None:
    member = actor.member_id
    if node.startswith("h"):
        given = {name: flows.value() for name in NUMBERS}
        if calm:
            given["x"] = type(given["x"])(9)
        api.handle(item, actor=actor, values=given)
        oracle.values.update(given)
        oracle.vote(node, member, yes=True)
        return
    if node == RESUBMIT:
        api.approve(item, actor=actor)
        oracle.vote(node, member, yes=True)
        return
    if not calm and _moved_seats(oracle, flows, item, actor, node):
        return
    if not calm and flows.random.random() < GO_BACK:
        _send_back(oracle, flows, item, actor, node)
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
        where: Where = flows.random.choice(["before", "after", "parallel"])
        api.add_sign(item, [to], where, actor=actor)
        oracle.add(node, member, to, where)
    return True


def _send_back(oracle: Oracle, flows: RandomFlows, item: int, actor: Actor, node: str) -> None:
    """To any place behind, to go through all again or to come straight back."""
    to = flows.random.choice(oracle.behind(node, actor.member_id))
    after: After = flows.random.choice(["replay", "direct"])
    api.send_back(item, actor=actor, to=to.node["id"], after=after)
    oracle.send_back(node, actor.member_id, to, direct=after == "direct")


def _nothing_is_left_open(record_id: int) -> None:
    """Soundness: a run that is over has no visit that is not."""
    visits = FlowTask.objects.filter(process__record_id=record_id)
    assert set(visits.values_list("status", flat=True)) <= {"DONE", "CANCELED"}


def test_the_same_seed_is_the_same_flow() -> None:
    assert RandomFlows(3).document() == RandomFlows(3).document()
    assert RandomFlows(3).document() != RandomFlows(4).document() != flow()
