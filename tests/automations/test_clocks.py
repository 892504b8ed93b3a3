"""Clocks set automations off at the time that is meant, once, also when nothing ran meanwhile."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from huiliu.server.jobs.schedules import next_after
from tests.support.office import Office, automation
from workflow_engine.automations.api import publisher, runs
from workflow_engine.automations.models import Run
from workflow_engine.automations.triggers.schedule import Schedule, ScheduleType, cron_of


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def task(note: str, **more: Any) -> dict[str, Any]:
    return {
        "type": "create_record", "form": "task", "values": {"note": {"formula": note}}, **more
    }  # fmt: skip


def armed(office: Office, trigger: dict[str, Any], *steps: dict[str, Any], **more: Any) -> str:
    """Published as in life, so that its clock is set; the key of its schedule."""
    content = {**automation("tick", "x y", *steps, **more), "trigger": trigger}
    office.publish(content)
    publisher.flip(office.app, "tick", 1, content, None)
    return f"automation:{office.app_id}:tick"


def strike(office: Office, key: str, due: datetime) -> None:
    from huiliu.core.jobs import find

    schedule = office.jobs.schedules[key]
    found = find(schedule["kind"])
    assert found is not None
    office.jobs.queued.append(
        (schedule["kind"], {**schedule["payload"], "due": due.isoformat()})
    )  # fmt: skip
    office.work()
    office.work()


def notes(office: Office) -> list[str]:
    return [str(t.values["note"]) for t in sorted(office.all("task"), key=lambda t: t.id)]


@pytest.mark.parametrize(
    ("when", "times"),
    [
        ({"daily": {"at": "06:00"}}, ["2026-01-30T22:00", "2026-01-31T22:00"]),
        ({"weekly": {"days": [7, 1], "at": "08:30"}}, ["2026-02-01T00:30", "2026-02-02T00:30"]),
        ({"monthly": {"days": [1, 30], "at": "00:10"}}, ["2026-01-31T16:10", "2026-02-28T16:10"]),
        ({"monthly": {"days": [-1], "at": "23:00"}}, ["2026-01-31T15:00", "2026-02-28T15:00"]),
        ({"cron": "*/30 9 * * *"}, ["2026-01-31T01:00", "2026-01-31T01:30"]),
    ],
)
def test_a_schedule_names_the_moments_of_its_zone(when: Any, times: list[str]) -> None:
    trigger = Schedule(type="schedule", **when)
    moment, found = at("2026-01-30T17:00"), []
    while len(found) < 2:
        moment = next_after(cron_of(trigger), trigger.time_zone, moment)
        if ScheduleType().strikes(trigger, (moment + timedelta(hours=8)).date()):
            found.append(moment)
    assert found == [at(one) for one in times]


def test_a_schedule_runs_once_for_each_time_it_is_due(office: Office) -> None:
    key = armed(
        office, {"type": "schedule", "daily": {"at": "06:00"}}, task('TEXT({date},"MM-DD")')
    )
    assert office.jobs.schedules[key]["cron"] == "0 6 * * *"
    assert office.jobs.schedules[key]["time_zone"] == "Asia/Shanghai"

    for due in ("2026-10-01T22:00", "2026-10-01T22:00", "2026-10-02T22:00"):
        strike(office, key, at(due))

    assert notes(office) == ["10-02", "10-03"]


def test_the_clock_of_one_that_is_switched_off_is_stopped(office: Office) -> None:
    trigger = {"type": "schedule", "daily": {"at": "06:00"}}
    key = armed(office, trigger, task('"x"'))
    payload = office.jobs.schedules[key]["payload"]
    armed(office, trigger, task('"x"'), enabled=False)
    assert office.jobs.schedules == {}

    office.jobs.queued.append(("automation_clock", {**payload, "due": "2026-10-01T22:00:00+00:00"}))
    office.work()
    assert notes(office) == []


def test_the_last_of_the_month_is_no_other_day(office: Office) -> None:
    trigger = {"type": "schedule", "monthly": {"days": [-1], "at": "23:00"}}
    key = armed(office, trigger, task('TEXT({date},"MM-DD")'))
    for day in (28, 29, 30, 31):
        strike(office, key, at(f"2026-10-{day}T15:00"))
    assert notes(office) == ["10-31"]


def test_a_refused_run_of_a_clock_is_written_down_and_may_be_tried_again(office: Office) -> None:
    from workflow_engine.automations.api import retry

    must = {
        "type": "find_record",
        "form": "customer",
        "required": True,
        "match": {"cond": [{"field": "name", "op": "eq", "value": "甲"}]},
    }
    key = armed(office, {"type": "schedule", "daily": {"at": "06:00"}}, must, task("{$s1.name}"))
    strike(office, key, at("2026-10-01T22:00"))
    item = runs(office.app, "tick", actor=office.org.actor(1)).items[0]
    assert (item["outcome"], item["error"]["code"]) == ("failed", "AUTOMATION_NOTHING_FOUND")

    office.create("customer", name="甲")
    assert retry(office.app, "tick", int(item["id"])) == 1

    assert notes(office) == ["甲"]
    assert [run.outcome for run in Run.objects.order_by("id")] == ["retried", "done"]


def test_each_record_has_its_day_and_missed_days_are_made_up_for(office: Office) -> None:
    trigger = {"type": "record_date", "form": "order", "field": "day", "days": -1, "at": "08:00"}
    key = armed(office, trigger, task("{note}"))
    assert office.jobs.schedules[key]["cron"] == "0 8 * * *"
    for day in range(1, 7):
        office.create("order", day=date(2026, 10, day).isoformat(), note=str(day))

    strike(office, key, at("2026-10-01T00:00"))
    strike(office, key, at("2026-10-01T00:00"))
    assert notes(office) == ["2"]
    strike(office, key, at("2026-10-04T00:00"))
    assert notes(office) == ["2", "3", "4", "5"]


def test_a_daily_reminder_goes_on_while_its_condition_holds(office: Office) -> None:
    trigger = {
        "type": "record_date", "form": "order", "field": "day", "days": 1, "repeat": "daily",
    }  # fmt: skip
    open_ = {"cond": [{"field": "total", "op": "gt", "value": "0"}]}
    key = armed(office, trigger, task("{note}"), when=open_)
    order = office.create("order", day="2026-10-01", note="延误", total="5")

    for day in (1, 2, 3):
        strike(office, key, at(f"2026-10-0{day}T01:00"))
    assert notes(office) == ["延误", "延误"]
    office.change(order, total="0")
    strike(office, key, at("2026-10-04T01:00"))

    assert notes(office) == ["延误", "延误"]
    item = runs(office.app, "tick", actor=office.org.actor(1)).items[0]
    assert item["text"] == "未执行：total 0 > 0 不成立"
