"""Messages to groups and by e-mail: nobody reads in them what is hidden from whom they are for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from huiliu.core.actor import Actor
from huiliu.core.errors import HuiliuError
from huiliu.notify import api as notify
from huiliu.notify.groups import GroupChange
from huiliu.notify.preferences import Wishes
from tests.support.office import ACTOR, Office, automation
from tests.support.smtp_stand_in import Mailbox, mail_server
from tests.support.stand_in import StandIn, stand_in
from workflow_engine.automations.api import runs

ADMIN = Actor(1, 1, "管理员", is_admin=True)
TEXT = "{customer.name} 的 {note} 金额 {total}，共 {$sum.n}"
SUM = {"id": "sum", "type": "calculate", "values": {"n": {"formula": "{total}*2", "scale": 0}}}


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with stand_in() as there:
        monkeypatch.setenv("HUILIU_OUTGOING_ALLOW", f"127.0.0.1:{there.port}")
        there.answers = [(200, {"errcode": 0})]
        yield there


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mailbox]:
    with mail_server() as box:
        monkeypatch.setenv("HUILIU_SMTP_URL", f"smtp://127.0.0.1:{box.port}?tls=none")
        yield box


def publish(office: Office, step: dict[str, Any]) -> None:
    steps = [SUM, {"id": "tell", **step}]
    office.publish({**automation("tell", "approved order"), "steps": steps})


def order(office: Office) -> None:
    customer = office.create("customer", name="甲公司")
    office.create("order", submit=True, customer=customer.uid, note="单", total="5", owner="3")


def group(there: StandIn, reader: int) -> None:
    change = GroupChange("wecom", "销售群", reader, url=f"{there.url}/send?key=k")
    notify.groups.put(ADMIN, "sales", change)


POST = {"type": "post_message", "channel": "sales", "message": TEXT}


def test_a_group_reads_what_its_reader_may(office: Office, there: StandIn) -> None:
    group(there, reader=3)
    office.grant(3, "order", total="hidden")
    publish(office, POST)
    order(office)
    assert there.calls == []
    office.work()
    assert there.calls[0].json["text"]["content"] == "甲公司 的 单 金额 ，共 "

    office.permissions.given.clear()
    order(office)
    office.work()
    assert there.calls[1].json["text"]["content"] == "甲公司 的 单 金额 5.00，共 10"
    assert runs(office.app, "tell", actor=ACTOR).items[0]["steps"][1]["text"] == "已发送到“sales”"


def test_nothing_is_sent_of_a_record_that_the_reader_may_not_see(
    office: Office, there: StandIn
) -> None:
    group(there, reader=3)
    office.permissions.given["order", 3] = None
    publish(office, POST)
    order(office)
    with pytest.raises(HuiliuError):
        office.work()
    assert there.calls == []
    assert "无权查看" in runs(office.app, "tell", actor=ACTOR).items[0]["text"]


def test_a_channel_that_is_gone_is_said_in_the_trace(office: Office, there: StandIn) -> None:
    publish(office, POST)
    order(office)
    with pytest.raises(HuiliuError):
        office.work()
    assert runs(office.app, "tell", actor=ACTOR).items[0]["text"] == (
        "失败：没有可用的消息通道“sales”"
    )


MAIL = {
    "type": "send_email",
    "to": {"fields": ["owner"], "creator": True},
    "addresses": ["finance@example.com"],
    "address_fields": ["note"],
    "subject": "{note} {total}",
    "message": TEXT,
}


def test_each_member_gets_a_letter_of_their_own(office: Office, box: Mailbox) -> None:
    for member, address in ((2, "anna@example.com"), (3, "bo@example.com")):
        actor = office.org.actor(member)
        notify.preferences.wish(actor, Wishes(email=address, email_on=True))
    office.grant(3, "order", total="hidden")
    publish(office, MAIL)
    order(office)
    office.work()

    letters = {
        receivers[0]: (str(letter["Subject"]).strip(), letter.get_content().strip())
        for receivers, letter in zip(box.receivers, box.letters, strict=True)
    }
    whole = ("单 5.00", "甲公司 的 单 金额 5.00，共 10")
    assert letters == {
        "anna@example.com": whole,
        "bo@example.com": ("单", "甲公司 的 单 金额 ，共"),
        "finance@example.com": whole,
    }
    line = runs(office.app, "tell", actor=ACTOR).items[0]["steps"][1]
    assert line["text"] == "邮件已发送给 3 人"


def test_an_address_in_a_field_must_be_one(office: Office, box: Mailbox) -> None:
    publish(office, {**MAIL, "to": {}, "addresses": []})
    for note in ("not an address", "a@b.example, c@d.example", "kunde@example.com"):
        office.create("order", submit=True, note=note, total="1")
    office.work()
    assert box.receivers == [["kunde@example.com"]]


def test_without_a_mail_server_it_is_said(office: Office) -> None:
    publish(office, MAIL)
    order(office)
    with pytest.raises(HuiliuError) as refused:
        office.work()
    assert refused.value.wire_code == "NO_EMAIL"
