"""Whatever automations set each other off: it ends, soon, and a refusal leaves nothing behind."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from huiliu.core.errors import RuleRefused
from tests.support.office import Office, automation
from workflow_engine.automations.models import Effect, Promise, Run

GUARDS = {"AUTOMATION_LOOP", "AUTOMATION_DEPTH", "AUTOMATION_TOO_MANY", "AUTOMATION_TOO_LONG"}
EVENTS = ("created customer", "changed customer", "created task", "changed task")
FORMULAS = ("{amount}+1", "IF({amount}>3,{amount},{amount}+1)", "7", "LEN({note})")
TASKS = {"cond": [{"field": "note", "op": "not_empty"}]}


def step(chance: random.Random, form: str) -> dict[str, Any]:
    """One that reads what its trigger is about: customers have ``credit`` and ``name``."""
    formula = chance.choice(FORMULAS)
    note = "{note}"
    if form == "customer":
        formula = formula.replace("amount", "credit").replace("note", "name")
        note = "{name}"
    match chance.randrange(4):
        case 0:
            values = {"note": {"formula": note}, "amount": {"formula": formula}}
            return {"type": "create_record", "form": "task", "values": values}
        case 1:
            own = {"cond": [{"field": "$id", "op": "eq", "value": {"field": "$id"}}]}
            path = "credit" if form == "customer" else "amount"
            return {
                "type": "update_record",
                "form": form,
                "match": own,
                "values": {path: {"formula": formula}},
            }
        case 2:
            values = {"amount": {"formula": formula}}
            return {"type": "update_record", "form": "task", "match": TASKS, "values": values}
        case _:
            values = {"name": {"formula": note}, "credit": {"formula": formula}}
            by_name = {"cond": [{"field": "name", "op": "eq", "value": {"field": note[1:-1]}}]}
            return {
                "type": "upsert_record",
                "form": "customer",
                "match": by_name,
                "values": values,
            }


def design(chance: random.Random, key: str) -> dict[str, Any]:
    on = chance.choice(EVENTS)
    form = on.split()[1]
    steps = [step(chance, form) for _ in range(chance.randint(1, 2))]
    if chance.random() < 0.3:
        steps.insert(0, {"type": "wait", "minutes": 1})
    more: dict[str, Any] = {}
    if chance.random() < 0.4:
        path = "credit" if form == "customer" else "amount"
        more["when"] = {"cond": [{"field": path, "op": "lt", "value": "4"}]}
    return automation(key, on, *steps, **more)


def everything(office: Office) -> tuple[Any, ...]:
    records = [
        [
            (r.id, r.rev, sorted(r.values.items(), key=lambda item: item[0]))
            for r in office.all(form)
        ]
        for form in ("customer", "task")
    ]
    return records, Run.objects.count(), Effect.objects.count(), Promise.objects.count()


@pytest.mark.parametrize("seed", range(12))
def test_it_ends_and_a_refusal_changes_nothing(office: Office, seed: int) -> None:
    chance = random.Random(seed)
    for n in range(chance.randint(1, 4)):
        office.publish(design(chance, f"a{n}"))
    write(office, lambda: office.create("customer", name="甲", credit="1"))
    write(office, lambda: office.create("task", note="一", amount="1"))
    for record in [*office.all("customer")[:1], *office.all("task")[:1]]:
        path = "name" if record.form == "customer" else "note"
        write(office, lambda r=record, p=path: office.change(r, **{p: "改"}))

    work(office)
    assert max((run.depth for run in Run.objects.all()), default=0) <= 5


def write(office: Office, do: Callable[[], Any]) -> None:
    before, queued = everything(office), list(office.jobs.queued)
    refused = attempt(do)
    if refused is not None:
        office.jobs.queued = queued
        assert everything(office) == before


def work(office: Office) -> None:
    """One job after the other: what waits may set off what waits, but no deeper than the guard."""
    for _ in range(300):
        if not office.jobs.queued:
            return
        waiting, office.jobs.queued = office.jobs.queued[1:], office.jobs.queued[:1]
        attempt(office.work)
        office.jobs.queued = waiting + office.jobs.queued
    raise AssertionError("it does not end")


def attempt(do: Callable[[], Any]) -> str | None:
    """The code of a refusal, which must be one of the guards'."""
    code = None
    try:
        with transaction.atomic():
            do()
    except RuleRefused as refused:
        code = refused.wire_code
    assert code is None or code in GUARDS
    return code
