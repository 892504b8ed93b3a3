"""Robots and webhooks get what they ask for, signed; their secrets go in and never come out."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import logging
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import Forbidden, NotFound, RuleRefused, ValidationFailed
from huiliu.core.outgoing import OutgoingFailed
from huiliu.core.webhook_signature import verify
from huiliu.notify import api as notify
from huiliu.notify.channel_type import NotTaken
from huiliu.notify.groups import GroupChange
from huiliu.notify.models import GroupSetting
from tests.support.fakes import FakeClock, FakeOrg
from tests.support.stand_in import StandIn, stand_in

pytestmark = pytest.mark.django_db
ADMIN = Actor(1, 1, "管理员", is_admin=True)
SECRET = "SECabc123"
CLOCK = FakeClock()


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with stand_in() as there, ports.bound(clock=CLOCK, org=FakeOrg()):
        monkeypatch.setenv("HUILIU_OUTGOING_ALLOW", f"127.0.0.1:{there.port}")
        monkeypatch.setenv("HUILIU_PUBLIC_URL", "https://erp.example.com/")
        yield there


def set_up(there: StandIn, kind: str, **more: Any) -> str:
    given = {"url": f"{there.url}/robot?access_token=t0ken", "secret": SECRET, **more}
    return notify.groups.put(ADMIN, "sales", GroupChange(kind, "销售群", 2, **given))


def post(text: str = "甲公司下单 5", key: str = "m-1") -> None:
    link = {"app": "jxc", "form": "order", "record": "01abc"}
    notify.notifier.post(1, "sales", text=text, link=link, key=key)


OK: dict[str, Any] = {
    "wecom": {"errcode": 0, "errmsg": "ok"},
    "dingtalk": {"errcode": 0, "errmsg": "ok"},
    "feishu": {"code": 0, "msg": "success"},
    "webhook": {},
}
TEXT = "甲公司下单 5\nhttps://erp.example.com/apps/jxc/forms/order/records/01abc"


def test_wecom_gets_its_text(there: StandIn) -> None:
    set_up(there, "wecom")
    there.answers = [(200, OK["wecom"])]
    post()
    assert there.calls[0].path == "/robot?access_token=t0ken"
    assert there.calls[0].json == {"msgtype": "text", "text": {"content": TEXT}}


def test_dingtalk_can_verify_the_signature(there: StandIn) -> None:
    set_up(there, "dingtalk")
    there.answers = [(200, OK["dingtalk"])]
    post()
    query = {
        name: value[0] for name, value in parse_qs(urlsplit(there.calls[0].path).query).items()
    }
    assert query["access_token"] == "t0ken"
    assert query["timestamp"] == str(int(CLOCK.at.timestamp()) * 1000)
    text = f"{query['timestamp']}\n{SECRET}".encode()
    digest = hmac.new(SECRET.encode(), text, hashlib.sha256).digest()
    assert base64.b64decode(query["sign"]) == digest
    assert there.calls[0].json == {"msgtype": "text", "text": {"content": TEXT}}


def test_feishu_can_verify_the_signature(there: StandIn) -> None:
    set_up(there, "feishu")
    there.answers = [(200, OK["feishu"])]
    post()
    sent = there.calls[0].json
    assert (sent["msg_type"], sent["content"]) == ("text", {"text": TEXT})
    assert sent["timestamp"] == str(int(CLOCK.at.timestamp()))
    key = f"{sent['timestamp']}\n{SECRET}".encode()
    assert base64.b64decode(sent["sign"]) == hmac.new(key, b"", hashlib.sha256).digest()


def test_a_webhook_can_be_verified_and_has_the_id_of_the_message(there: StandIn) -> None:
    made = set_up(there, "webhook", secret="")
    post()
    call = there.calls[0]
    assert verify(made, call.headers, call.body, now=int(CLOCK.at.timestamp())) == "m-1"
    data = call.json["data"]
    assert (data["text"], data["record"]) == ("甲公司下单 5", "01abc")
    assert set_up(there, "webhook", secret=None) == ""
    post()
    assert verify(made, there.calls[1].headers, there.calls[1].body, now=int(CLOCK.at.timestamp()))


@pytest.mark.parametrize("kind", ["wecom", "dingtalk", "feishu", "webhook"])
def test_busy_is_tried_again_and_a_no_is_a_no(there: StandIn, kind: str) -> None:
    set_up(there, kind)
    busy = {"wecom": 45009, "dingtalk": 130101, "feishu": 11232}
    name = "code" if kind == "feishu" else "errcode"
    there.answers = [(503, {}), (200, {name: busy.get(kind, 0)}), (404, {name: 19001})]
    with pytest.raises(OutgoingFailed):
        post()
    if kind == "webhook":
        there.answers.pop(0)
    else:
        with pytest.raises(OutgoingFailed):
            post()
    with pytest.raises(NotTaken):
        post()


def test_a_long_text_is_cut_between_characters(there: StandIn) -> None:
    set_up(there, "wecom")
    there.answers = [(200, OK["wecom"])]
    post("汉" * 2000)
    sent = there.calls[0].json["text"]["content"]
    assert len(sent.encode()) <= 2048
    assert set(sent) == {"汉", "…"}


def test_secrets_are_sealed_and_never_shown_or_logged(
    there: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    set_up(there, "dingtalk")
    there.answers = [(500, {})]
    with pytest.raises(OutgoingFailed) as failed:
        post()
    shown = str(notify.groups.listed(ADMIN)) + json.dumps(list(GroupSetting.objects.values()))
    for secret in ("t0ken", SECRET):
        assert secret not in shown + caplog.text + str(failed.value)
    one = notify.groups.listed(ADMIN)[0]
    assert (one.host, one.has_secret, one.reader_name) == ("127.0.0.1", True, "采购员")


def test_what_is_left_out_stays_and_what_is_wrong_is_refused(there: StandIn) -> None:
    set_up(there, "wecom")
    notify.groups.put(ADMIN, "sales", GroupChange("wecom", "新名", 2))
    there.answers = [(200, OK["wecom"])]
    post()
    assert there.calls[0].path == "/robot?access_token=t0ken"

    for change, path in (
        (GroupChange("wecom", " ", 2), "title"),
        (GroupChange("wecom", "x", 99), "reader"),
        (GroupChange("wecom", "x", 2, url="ftp://x"), "url"),
        (GroupChange("in_app", "x", 2), "kind"),
        (GroupChange("feishu", "x", 2), "url"),
    ):
        with pytest.raises(ValidationFailed) as wrong:
            notify.groups.put(ADMIN, "sales", change)
        assert path in wrong.value.fields
    assert notify.groups.listed(ADMIN)[0].title == "新名"


def test_only_administrators_and_only_what_is_switched_on(there: StandIn) -> None:
    set_up(there, "wecom", enabled=False)
    with pytest.raises(RuleRefused):
        post()
    clerk = Actor(2, 1, "采购员")
    other = Actor(9, 2, "别家", is_admin=True)
    with pytest.raises(Forbidden):
        notify.groups.listed(clerk)
    with pytest.raises(NotFound):
        notify.groups.remove(other, "sales")
    assert notify.groups.listed(other) == []
