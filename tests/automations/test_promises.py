"""What is promised is kept once, by the design of then, and called off by an un-approval."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from huiliu.core.errors import StateConflict
from tests.support.office import ACTOR, Office, automation
from workflow_engine.automations import delivery
from workflow_engine.automations.api import runs
from workflow_engine.automations.models import Promise, Run
from workflow_engine.automations.retrying import retry
from workflow_engine.behind import RefusedBehind

WAIT = {"type": "wait", "days": 3}


def task(note: str) -> dict[str, Any]:
    return {"type": "create_record", "form": "task", "values": {"note": {"formula": note}}}


def notes(office: Office) -> list[Any]:
    return [t.values["note"] for t in sorted(office.all("task"), key=lambda t: t.id)]


def test_what_follows_a_wait_happens_later_in_a_loop_too(office: Office) -> None:
    loop = {
        "id": "row",
        "type": "for_each",
        "rows": "lines",
        "steps": [{"id": "w", **WAIT}, {"id": "t", **task("{$row.note}")}],
    }
    office.publish({**automation("later", "approved order", loop), "steps": [loop]})
    office.create("order", submit=True, lines=[{"note": "杯"}, {"note": "伞"}])

    assert notes(office) == []
    assert office.jobs.due == [office.clock.now() + timedelta(days=3)]
    office.work()
    assert notes(office) == ["杯"]
    office.work()
    assert notes(office) == ["杯", "伞"]
    steps = runs(office.app, "later", actor=ACTOR).items[0]["steps"]
    assert [(s["id"], s["outcome"]) for s in steps] == [
        ("row", "done"), ("w", "done"), ("t", "done"), ("w", "done"), ("t", "done"),
    ]  # fmt: skip


def test_it_goes_on_as_it_was_designed_when_it_began(office: Office) -> None:
    office.publish(automation("later", "approved order", WAIT, task('"旧"')))
    office.create("order", submit=True)
    office.publish(automation("later", "approved order", task('"新"')))

    office.work()

    assert notes(office) == ["旧"]


def test_un_approval_undoes_what_came_later_and_calls_off_the_rest(office: Office) -> None:
    steps = [WAIT, task('"一"'), WAIT, task('"二"')]
    office.publish(automation("later", "approved order", *steps))
    order = office.create("order", submit=True)
    office.work()
    assert notes(office) == ["一"]

    office.unapprove(order)
    office.work()

    assert notes(office) == []
    assert [run.outcome for run in Run.objects.all()] == ["undone"]
    assert [p.state for p in Promise.objects.order_by("id")] == ["done", "cancelled"]


def test_a_refusal_after_a_wait_is_shown_and_may_be_tried_again(office: Office) -> None:
    office.publish(automation("bad", "approved order", WAIT, task("REPT({note},100)")))
    order = office.create("order", submit=True, note="长长长")

    with pytest.raises(RefusedBehind):
        office.work()

    run = Run.objects.get()
    assert (run.outcome, run.steps[0]["outcome"], notes(office)) == ("failed", "failed", [])
    assert run.steps[0]["error"]["code"] == "validation_failed"

    office.change(order, note="短")
    assert retry(office.app, "bad", run.pk) == 1
    with pytest.raises(StateConflict):
        retry(office.app, "bad", run.pk)
    office.work()

    run.refresh_from_db()
    assert (run.outcome, run.steps[0]["outcome"], run.steps[0]["error"]) == ("done", "done", None)
    assert notes(office) == ["短" * 100]


@pytest.mark.parametrize("dies", ["walk", "store_effects", "store_promises", "_end"])
def test_a_worker_that_dies_anywhere_leaves_nothing_lost_or_doubled(
    office: Office, monkeypatch: pytest.MonkeyPatch, dies: str
) -> None:
    office.publish(automation("later", "approved order", WAIT, task('"一"'), WAIT, task('"二"')))
    office.create("order", submit=True)

    class Killed(BaseException):
        """No handler of ours may run after a kill."""

    def kill(*_: Any, **__: Any) -> Any:
        raise Killed

    again = list(office.jobs.queued)
    with monkeypatch.context() as patched:
        patched.setattr(delivery, dies, kill)
        with pytest.raises(Killed):
            office.work()
    assert notes(office) == []

    office.jobs.queued = again
    office.work()
    office.jobs.queued += again
    office.work()
    assert notes(office) == ["一", "二"]
