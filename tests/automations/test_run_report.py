"""Lines of a report in steps and in messages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.text import fill
from huiliu.notify.models import Notification
from tests.support.office import ACTOR, LOW, Office, automation
from workflow_engine.automations.api import runs

QTY = {1: "5", 3: ""}
"""What each member reads of the one customer: 3 sees no figures, 2 no report at all."""


class FakeReports:
    """One line about one customer; everything is 8."""

    def __init__(self) -> None:
        self.about = 0
        self.asked: list[tuple[int, Mapping[str, str], bool]] = []

    def lines(
        self, app: AppRef, report: str, *, actor: Actor, given: Mapping[str, str], everything: bool
    ) -> list[dict[str, Any]]:
        self.asked.append((actor.member_id, dict(given), everything))
        if actor.member_id not in QTY and not everything:
            raise NotFound
        qty = "8" if everything else QTY[actor.member_id]
        figures = {"qty": Decimal(qty)} if qty else {}
        return [{"record": self.about, "name": "甲公司", **figures}]


@pytest.fixture
def reports(office: Office) -> Iterator[FakeReports]:
    found = FakeReports()
    office.documents.publish(office.app, LOW)
    with ports.bound(reports=found):
        found.about = office.create("customer", name="甲公司").id
        yield found


LOOP = [
    {"id": "low", "type": "run_report", "report": "low", "parameters": {"days": "30"}},
    {
        "id": "one",
        "type": "for_each",
        "found": "low",
        "when": {"cond": [{"field": "$one.qty", "op": "gt", "value": "7"}]},
        "steps": [
            {
                "id": "task",
                "type": "create_record",
                "form": "task",
                "values": {
                    "customer": {"formula": "{$one.record}"},
                    "amount": {"formula": "{$one.qty}*2"},
                },
            },
            {
                "id": "tell",
                "type": "notify",
                "to": {"roles": ["boss"]},
                "message": {"zh-CN": "{$one.name} 剩 {$one.qty}"},
            },
        ],
    },
]


def test_steps_read_what_is_there_for_the_automation(office: Office, reports: FakeReports) -> None:
    office.publish({**automation("low", "approved order"), "steps": LOOP})
    office.create("order", submit=True, note="单", total="5")
    (task,) = office.all("task")
    assert (task.values["customer"], task.values["amount"]) == (reports.about, Decimal("16.00"))
    assert reports.asked == [(ACTOR.member_id, {"days": "30"}, True)]
    told = [step["text"] for step in runs(office.app, "low", actor=ACTOR).items[0]["steps"]]
    assert told[0] == "报表“low”有 1 行"


def test_each_reader_of_a_message_reads_their_own_figures(
    office: Office, reports: FakeReports
) -> None:
    office.org.roles["boss"] = [1, 2, 3]
    office.publish({**automation("low", "approved order"), "steps": LOOP})
    office.create("order", submit=True, note="单", total="5")
    office.work()
    rows = Notification.objects.all()
    assert {row.member_id: fill(row.words, "zh-CN", row.data) for row in rows} == {
        1: "甲公司 剩 5",
        2: " 剩 ",
        3: "甲公司 剩 ",
    }


def test_lines_are_no_records_that_a_flow_could_start_with(
    office: Office, reports: FakeReports
) -> None:
    from workflow_engine.automations.api import publisher

    start = {"id": "go", "type": "start_flow", "of": "low"}
    content = {**automation("low", "approved order"), "steps": [LOOP[0], start]}
    found = publisher.validate(office.app, "low", content)
    assert [(one.path, one.code) for one in found] == [("steps.1.of", "not_a_document")]
