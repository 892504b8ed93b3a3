"""How many statements approvals take with nothing faked: they do not depend on how busy it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiliu.core import ports
from huiliu.core.actor import Actor, Cause
from huiliu.core.records import Record
from huiliu.design import api as design
from huiliu.notify.models import Notification
from huiliu.org import api as org
from workflow_engine import api as flows
from workflow_engine.models import FlowAction, FlowTask, Process, WorkItem

pytestmark = pytest.mark.django_db(transaction=True)

Json = dict[str, Any]
TITLE = {"zh-CN": "claim", "en": "claim"}
FORM: Json = {
    "kind": "form", "version": 1, "id": "claim", "title": TITLE, "document": True,
    "title_field": "reason",
    "fields": [{"id": "reason", "type": "text", "label": TITLE, "required": True}],
}  # fmt: skip
RIGHTS: Json = {
    "kind": "permission", "version": 1, "id": "claim_sales", "form": "claim", "title": TITLE,
    "members": {"roles": ["sales"]}, "actions": ["view", "create", "edit", "submit"],
}  # fmt: skip
FLOW: Json = {
    "kind": "flow", "version": 1, "id": "claim", "form": "claim", "title": TITLE,
    "nodes": [
        {"id": "start", "type": "start"},
        {"id": "vote", "type": "approval", "title": TITLE, "mode": "all",
         "assignees": {"roles": ["voter"]}},
        {"id": "end", "type": "end"}],
}  # fmt: skip


@pytest.fixture
def staff() -> Callable[[int], tuple[Actor, list[int]]]:
    """So many voters, and somebody who hands in claims."""

    def hire(count: int) -> tuple[Actor, list[int]]:
        org.make_first_administrator()
        admin = ports.org().actor(ports.org().administrators(org.Workspace.objects.get().pk)[0])
        change = org.members.MemberChange
        for role in ("sales", "voter"):
            org.roles.add(admin, role, {"zh-CN": role})
        seller = org.members.add(admin, "seller", change(name="seller", roles=["sales"]))
        voters = [
            org.members.add(admin, f"v{n}", change(name=f"v{n}", roles=["voter"])).pk
            for n in range(count)
        ]
        app = design.apps.create(admin, "claims", TITLE)
        for kind, content in (("form", FORM), ("permission", RIGHTS), ("flow", FLOW)):
            saved = design.drafts.save(admin, app, kind, content["id"], content, 0)
            design.publish(admin, app, kind, content["id"], rev=saved.rev)
            app = ports.documents().app(app.workspace_id, app.key)
        return ports.org().actor(seller.pk), voters

    return hire


def submit(seller: Actor) -> Record:
    app = ports.documents().app(seller.workspace_id, "claims")
    access = ports.permissions().access(seller, app, "claim")
    return ports.records().create(
        app, "claim", {"reason": "客户招待"}, access=access, submit=True, cause=Cause("api")
    )


def vote(record: Record, member: int) -> str:
    mine = WorkItem.objects.get(process__record_id=record.id, member_id=member, state="pending")
    return flows.approve(mine.pk, actor=ports.org().actor(member), comment="同意")


def statements(work: Callable[[], Any]) -> int:
    """With BEGIN and COMMIT. What travels together counts one by one."""
    with CaptureQueriesContext(connection) as captured:
        work()
    return sum(len(re.split(r"; (?=INSERT|SELECT|UPDATE)", one["sql"])) for one in captured)


def test_two_hundred_people_are_asked_in_twenty_statements(
    staff: Callable[[int], tuple[Actor, list[int]]],
) -> None:
    seller, voters = staff(200)
    submit(seller)
    made: list[Record] = []
    assert statements(lambda: made.append(submit(seller))) <= 20
    run = Process.objects.get(record_id=made[0].id)
    items = run.items.order_by("position")
    assert list(items.values_list("member_id", flat=True)) == voters
    assert set(items.values_list("state", flat=True)) == {"pending"}
    assert Notification.objects.filter(key__startswith=f"flow:{run.pk}:assigned:").count() == 200
    first, visit = run.task_set.order_by("id")
    assert [first.node, visit.node, visit.status] == ["start", "vote", "STARTED"]
    assert list(visit.previous.all()) == [first]
    assert set(items.values_list("task_id", flat=True)) == {visit.pk}


def test_a_document_with_five_votes_takes_few_statements(
    staff: Callable[[int], tuple[Actor, list[int]]],
) -> None:
    seller, voters = staff(5)
    for one in voters:  # everything compiled and known
        vote(submit(seller), one)
    record = submit(seller)
    # Its to-do and its actor are two of them.
    assert max(statements(partial(vote, record, one)) for one in voters[:4]) <= 10
    assert statements(partial(vote, record, voters[4])) <= 25
    run = Process.objects.get(record_id=record.id)
    assert (run.status, run.outcome) == ("DONE", "approved")
    assert run.finished is not None
    said = FlowAction.objects.filter(process=run).order_by("id")
    assert list(said.values_list("member_id", "action", "comment")) == [
        (one, "approve", "同意") for one in voters
    ]
    assert [t.status for t in FlowTask.objects.filter(process=run).order_by("id")] == ["DONE"] * 3
    access = ports.permissions().access(seller, record.app, "claim")
    assert ports.records().read(record.app, "claim", record.id, access=access).state == "approved"
