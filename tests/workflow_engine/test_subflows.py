"""Sub-flows on real forms: what they make, what they wait for, what comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from form_engine.api import records
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.records import Record
from tests.support.killing import die_everywhere
from tests.support.office import ORDER, Office, open_office
from workflow_engine import api, children
from workflow_engine.behind import RefusedBehind
from workflow_engine.errors import TooDeep
from workflow_engine.models import Child, Process, WorkItem

pytestmark = pytest.mark.django_db
START, END = {"id": "start", "type": "start"}, {"id": "end", "type": "end"}
CHECK = {
    **ORDER,
    "id": "check",
    "fields": [{"id": "result", "type": "number", "label": {"zh-CN": "结果"}}, *ORDER["fields"]],
}


class Flowing:
    """An office with real flows. ``hear`` does what the events of records lead to."""

    def __init__(self, office: Office) -> None:
        self.office, self.versions = office, 0

    def publish(self, form: str, *nodes: dict[str, Any]) -> None:
        self.versions += 1
        content = {
            "kind": "flow", "version": 1, "id": f"{form}_flow", "form": form,
            "title": {"zh-CN": form}, "nodes": [START, *nodes, END],
        }  # fmt: skip
        key = f"{form}_flow"
        assert api.publisher.validate(self.office.app, key, content) == []
        api.publisher.flip(self.office.app, key, self.versions, content, None)

    def submit(self, **values: Any) -> Record:
        return self.office.create("order", submit=True, **values)

    def children(self, record: Record) -> list[Record]:
        rows = Child.objects.filter(process__record_id=record.id).order_by("id")
        return [self.read(row.form, row.record_id) for row in rows]

    def read(self, form: str, record_id: int) -> Record:
        access = self.office.system(form)
        return records.read(self.office.app, form, record_id, access=access)

    def answer(self, record: Record, member: int, verb: Any) -> None:
        item = WorkItem.objects.get(
            process__form=record.form, process__record_id=record.id, state="pending"
        )
        verb(item.pk, actor=self.office.org.actor(member))
        self.hear()

    def hear(self) -> None:
        while self.office.events.published:
            name, payload = self.office.events.published.pop(0)
            if name == "record":
                children.on_record(payload)

    def state(self, record: Record) -> Any:
        return self.read(record.form, record.id).state


@pytest.fixture
def flows() -> Iterator[Flowing]:
    with open_office() as office, ports.bound(flows=api.flows):
        form = {"kind": "form", "version": 1, "title": {"zh-CN": "检验"}, **CHECK}
        office.publish_form(form)
        yield Flowing(office)


def approval(node: str = "a") -> dict[str, Any]:
    return {"id": node, "type": "approval", "assignees": {"initiator": True}}


def subflow(**settings: Any) -> dict[str, Any]:
    return {"id": "sub", "type": "subflow", "form": "check", **settings}


NOTE = {"note": {"field": "note"}}
ROWS = [{"qty": "1", "note": "a"}, {"qty": "2", "note": "b"}]


def test_one_is_made_with_values_and_waited_for(flows: Flowing) -> None:
    flows.publish("check", approval())
    flows.publish("order", subflow(values={**NOTE, "result": {"value": "7"}}))
    order = flows.submit(note="hello")
    (check,) = flows.children(order)
    assert (check.state, check.values["note"], check.values["result"]) == ("pending", "hello", 7)
    assert flows.state(order) == "pending"
    flows.answer(check, 2, api.approve)
    assert flows.state(order) == "approved"


def test_values_come_back(flows: Flowing) -> None:
    edit = {**approval(), "type": "handle", "fields": {"result": "edit"}}
    flows.publish("check", edit)
    flows.publish("order", subflow(back={"total": "result"}), approval("b"))
    order = flows.submit(note="x")
    (check,) = flows.children(order)
    item = WorkItem.objects.get(process__record_id=check.id, process__form="check")
    api.handle(item.pk, actor=flows.office.org.actor(2), values={"result": "12"})
    flows.hear()
    assert flows.office.read(order)["total"] == 12
    assert flows.state(order) == "pending"


def test_one_for_each_row_and_back_into_its_row(flows: Flowing) -> None:
    flows.publish("check", approval())
    flows.publish(
        "order",
        subflow(
            each={"rows": "lines"},
            values={"note": {"field": "lines.note"}, "result": {"field": "lines.qty"}},
            back={"lines.qty": "total"},
        ),
    )
    order = flows.submit(lines=ROWS)
    first, second = flows.children(order)
    assert [one.values["note"] for one in (first, second)] == ["a", "b"]
    for one, total in ((first, 30), (second, 40)):
        access = system_access(flows.office.org.actor(2), "check")
        records.change(
            flows.office.app, "check", one.id, {"total": total}, access=access, cause=Cause("flow")
        )
    flows.answer(second, 2, api.approve)
    assert flows.state(order) == "pending"
    flows.answer(first, 2, api.approve)
    assert flows.state(order) == "approved"
    lines = flows.office.read(order)["lines"]
    assert [(row["note"], row["qty"]) for row in lines] == [("a", 30), ("b", 40)]


def test_one_for_each_member_as_a_draft_of_theirs(flows: Flowing) -> None:
    flows.publish("check", approval())
    values = {"owner": {"member": True}}
    flows.publish("order", subflow(each={"members": "owner"}, values=values, submit=False))
    order = flows.submit(owner="3")
    (check,) = flows.children(order)
    assert (check.state, check.created_by, check.values["owner"]) == ("draft", 3, 3)
    access = system_access(flows.office.org.actor(3), "check")
    records.submit(flows.office.app, "check", check.id, access=access, cause=Cause())
    flows.hear()
    assert flows.state(order) == "pending"
    flows.answer(check, 3, api.approve)
    assert flows.state(order) == "approved"


def test_not_waiting_goes_on_at_once(flows: Flowing) -> None:
    flows.publish("check", approval())
    flows.publish("order", subflow(wait=False))
    order = flows.submit(note="x")
    assert flows.state(order) == "approved"
    assert [one.state for one in flows.children(order)] == ["pending"]


def test_a_form_without_a_flow_is_done_at_once(flows: Flowing) -> None:
    flows.publish("order", subflow(values=NOTE))
    order = flows.submit(note="x")
    assert flows.state(order) == "approved"
    assert [one.state for one in flows.children(order)] == ["approved"]


@pytest.mark.parametrize(
    ("rejected", "expected"), [("wait", "pending"), ("go_on", "approved"), ("reject", "draft")]
)
def test_what_a_rejected_one_means(flows: Flowing, rejected: str, expected: str) -> None:
    flows.publish("check", approval())
    flows.publish("order", subflow(rejected=rejected))
    order = flows.submit(note="x")
    (check,) = flows.children(order)
    flows.answer(check, 2, api.reject)
    assert flows.state(order) == expected


def test_a_rejected_one_may_be_mended(flows: Flowing) -> None:
    flows.publish("check", approval())
    flows.publish("order", subflow())
    order = flows.submit(note="x")
    (check,) = flows.children(order)
    flows.answer(check, 2, api.reject)
    access = system_access(flows.office.org.actor(2), "check")
    records.submit(flows.office.app, "check", check.id, access=access, cause=Cause())
    flows.hear()
    flows.answer(check, 2, api.approve)
    assert flows.state(order) == "approved"


def test_a_voided_one_is_not_waited_for(flows: Flowing) -> None:
    flows.publish("check", approval())
    flows.publish("order", subflow())
    order = flows.submit(note="x")
    (check,) = flows.children(order)
    flows.answer(check, 2, api.reject)
    records.void(
        flows.office.app, "check", check.id, access=flows.office.system("check"), cause=Cause()
    )
    flows.hear()
    assert flows.state(order) == "approved"


def test_hearing_of_it_twice_or_late_changes_nothing(flows: Flowing) -> None:
    flows.publish("check", approval())
    flows.publish("order", subflow(), approval("b"))
    order = flows.submit(note="x")
    (check,) = flows.children(order)
    flows.office.events.published.clear()
    flows.answer(check, 2, api.approve)
    payload = {"app": flows.office.app_id, "form": "check", "record": check.id}
    for event in ("approved", "submitted", "approved"):
        children.on_record({**payload, "events": [event]})
    asked = WorkItem.objects.filter(process__record_id=order.id, process__form="order")
    assert [(one.node, one.state) for one in asked] == [("b", "pending")]


def test_a_flow_that_makes_itself_stops_and_nothing_is_left(flows: Flowing) -> None:
    flows.publish("order", {**subflow(), "form": "order"})
    with pytest.raises(RefusedBehind) as refused:
        flows.submit(note="x")
    assert refused.value.wire_code == TooDeep.code
    assert (Process.objects.count(), Child.objects.count(), flows.office.all("order")) == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_a_death_leaves_no_sub_flow_and_none_is_started_or_counted_twice(flows: Flowing) -> None:
    flows.publish("check", approval())
    flows.publish("order", approval("first"), subflow(each={"rows": "lines"}), approval("last"))
    order = flows.submit(lines=ROWS)
    item, actor = WorkItem.objects.get().pk, flows.office.org.actor(2)

    def seen() -> Any:
        return (
            list(Child.objects.order_by("id").values_list("form", "record_id", "state")),
            list(Process.objects.order_by("id").values_list("form", "record_id", "status")),
            list(WorkItem.objects.order_by("id").values_list("id", "state")),
        )

    assert die_everywhere(lambda: api.approve(item, actor=actor), seen, forget(flows)) > 10
    flows.hear()
    checks = flows.children(order)
    assert len(checks) == len(ROWS)
    for check in checks:
        flows.answer(check, 2, api.approve)
    assert WorkItem.objects.filter(process__form="order", node="last").count() == 1


def forget(flows: Flowing) -> Callable[[], None]:
    """What a dead transaction told nobody heard."""
    return flows.office.events.published.clear
