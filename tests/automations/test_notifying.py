"""People are told after commit, once, and read nothing that is hidden from them."""

from __future__ import annotations

from huiliu.notify.models import Notification
from tests.support.office import ACTOR, Office, automation
from workflow_engine.automations.api import runs

TELL = {
    "type": "notify",
    "to": {"roles": ["boss"], "fields": ["owner"], "creator": True},
    "message": {"zh-CN": "{customer} 的 {note} 金额 {total}"},
}


def told() -> dict[int, str]:
    from huiliu.core.text import fill

    rows = Notification.objects.all()
    return {row.member_id: fill(row.words, "zh-CN", row.data) for row in rows}


def open_order(office: Office) -> None:
    office.org.roles["boss"] = [1]
    office.publish(automation("tell", "approved order", TELL))
    customer = office.create("customer", name="甲公司")
    office.create(
        "order", submit=True, customer=customer.uid, total="1200.50", note="单据", owner="3"
    )


def test_each_reads_only_what_they_may_see(office: Office) -> None:
    office.grant(3, "order", total="hidden", customer="hidden")
    open_order(office)
    assert told() == {}

    office.work()

    assert told() == {
        1: "甲公司 的 单据 金额 1,200.50",
        2: "甲公司 的 单据 金额 1,200.50",
        3: " 的 单据 金额 ",
    }
    assert Notification.objects.get(member_id=3).data == {"note": "单据"}
    step = runs(office.app, "tell", actor=ACTOR).items[0]["steps"][0]
    assert step["outcome"] == "done"
    assert step["saw"] == {"told": ["管理员", "采购员", "销售员"], "may_not_see": []}


def test_who_may_not_see_the_record_is_not_told_of_it(office: Office) -> None:
    office.permissions.given["order", 3] = None
    open_order(office)

    office.work()

    assert sorted(told()) == [1, 2]
    step = runs(office.app, "tell", actor=ACTOR).items[0]["steps"][0]
    assert step["saw"]["may_not_see"] == ["销售员"]


def test_a_repeated_job_tells_nobody_twice(office: Office) -> None:
    open_order(office)
    again = list(office.jobs.queued)

    office.work()
    office.jobs.queued = again
    office.work()

    assert Notification.objects.count() == 3


def test_a_message_fills_in_no_formula_and_no_template(office: Office) -> None:
    tell = {**TELL, "to": {"creator": True}, "message": {"zh-CN": "{note} {{note}} {=1+1} {% x %}"}}
    office.publish(automation("tell", "approved order", tell))
    office.create("order", submit=True, note="{total}", total="5")

    office.work()

    assert list(told().values()) == ["{total} {{total}} {=1+1} {% x %}"]


def test_a_field_behind_a_reference_is_read_with_the_right_to_it_there(office: Office) -> None:
    office.grant(3, "order")
    office.grant(3, "customer", credit="hidden")
    message = {"zh-CN": "{customer.name} 信用 {customer.credit}"}
    office.publish(automation("tell", "approved order", {**TELL, "message": message}))
    customer = office.create("customer", name="甲公司", credit="5")
    office.create("order", submit=True, customer=customer.uid, owner="3")

    office.work()

    assert told() == {2: "甲公司 信用 5.00", 3: "甲公司 信用 "}
    office.permissions.given["customer", 3] = None
    office.create("order", submit=True, customer=customer.uid, owner="3")
    office.work()
    assert Notification.objects.filter(member_id=3).latest("id").data == {}
