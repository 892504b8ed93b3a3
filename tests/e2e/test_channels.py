"""Group robots and webhooks set up in the browser; a stand-in checks their signatures."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from huiliu.core.webhook_signature import verify
from tests.support.live import LiveServer, new_server
from tests.support.stand_in import Call, StandIn, stand_in

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
SECRET = "SEC-kept-to-ourselves"
TOKEN = "t0ken-of-the-group"
WELL: dict[str, Any] = {"errcode": 0, "code": 0}


@pytest.fixture(scope="module")
def there() -> Iterator[StandIn]:
    with stand_in() as there:
        there.answers = [(200, WELL)]
        yield there


@pytest.fixture(scope="module")
def company(
    tmp_path_factory: pytest.TempPathFactory, untouched: LiveServer, there: StandIn
) -> Iterator[LiveServer]:
    """One that may talk to the stand-in, which is on this machine."""
    allowed = {"HUILIU_OUTGOING_ALLOW": f"127.0.0.1:{there.port}"}
    data = tmp_path_factory.mktemp("channels")
    with new_server(data, like=untouched, **allowed) as server:
        server.start("--demo")
        yield server


def add(page: Page, there: StandIn, kind: str, key: str, *, secret: str = "") -> None:
    page.goto("/org?tab=channels")
    page.get_by_role("button", name="新建通道").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("名称").fill(f"群 {key}")
    dialog.get_by_label("标识").fill(key)
    dialog.get_by_label("类型").click()
    page.locator(".ant-select-item-option:visible", has_text=kind).click()
    dialog.get_by_label("地址").fill(f"{there.url}/robot?access_token={TOKEN}")
    if secret:
        dialog.get_by_label("密钥").fill(secret)
    dialog.get_by_label("查看成员").click()
    page.locator(".ant-select-item-option:visible", has_text="王敏").click()
    dialog.get_by_role("button", name="保存").click()
    expect(dialog).to_have_count(0)


def got_by_testing(page: Page, there: StandIn, key: str) -> Call:
    """What the other side got of a test message."""
    there.calls.clear()
    page.get_by_role("row", name=key).get_by_role("button", name="测试").click()
    expect(page.get_by_text("测试消息已发送").first).to_be_visible()
    (call,) = there.calls
    assert "群" in call.body.decode()
    return call


def from_wecom(call: Call) -> None:
    assert call.json["msgtype"] == "text"


def from_dingtalk(call: Call) -> None:
    query = {name: value[0] for name, value in parse_qs(urlsplit(call.path).query).items()}
    signed = hmac.new(SECRET.encode(), f"{query['timestamp']}\n{SECRET}".encode(), hashlib.sha256)
    assert base64.b64decode(query["sign"]) == signed.digest()
    assert abs(int(query["timestamp"]) / 1000 - time.time()) < 60


def from_feishu(call: Call) -> None:
    key = f"{call.json['timestamp']}\n{SECRET}".encode()
    signed = hmac.new(key, b"", hashlib.sha256).digest()
    assert base64.b64decode(call.json["sign"]) == signed


@pytest.mark.parametrize(
    ("kind", "key", "verified"),
    [
        ("企业微信群机器人", "wecom_group", from_wecom),
        ("钉钉群机器人", "dingtalk_group", from_dingtalk),
        ("飞书群机器人", "feishu_group", from_feishu),
    ],
)
def test_a_robot_is_added_and_its_signature_is_right(
    open_as: Open, there: StandIn, kind: str, key: str, verified: Callable[[Call], None]
) -> None:
    admin = open_as("管理员 王敏")
    secret = "" if verified is from_wecom else SECRET
    add(admin, there, kind, key, secret=secret)
    row = admin.get_by_role("row", name=key)
    expect(row).to_contain_text(kind)
    expect(row).to_contain_text("王敏")
    call = got_by_testing(admin, there, key)
    assert f"access_token={TOKEN}" in call.path
    verified(call)


def test_the_secret_of_a_webhook_is_shown_once_and_never_again(
    open_as: Open, there: StandIn, company: LiveServer
) -> None:
    admin = open_as("管理员 王敏")
    add(admin, there, "Webhook", "hook")
    shown = admin.get_by_role("status").filter(has_text="签名密钥")
    expect(shown).to_be_visible()
    made = shown.locator(".key-shown").inner_text().strip()
    call = got_by_testing(admin, there, "hook")
    assert verify(made, call.headers, call.body, now=int(time.time()))

    admin.goto("/org?tab=channels")
    expect(admin.get_by_role("row", name="hook")).to_be_visible()
    expect(admin.get_by_text(made)).to_have_count(0)
    admin.get_by_role("row", name="hook").get_by_role("button", name="编辑").click()
    dialog = admin.get_by_role("dialog")
    expect(dialog.get_by_label("地址")).to_have_value("")
    expect(dialog.get_by_label("密钥")).to_have_value("")
    dialog.get_by_label("名称").fill("群 hook 改名")
    dialog.get_by_role("button", name="保存").click()
    expect(admin.get_by_role("row", name="改名")).to_be_visible()
    call = got_by_testing(admin, there, "改名")
    assert verify(made, call.headers, call.body, now=int(time.time()))
    said = admin.request.get("/api/v1/channels").text() + company.log.read_text(encoding="utf-8")
    for secret in (made, SECRET, TOKEN):
        assert secret not in said


def test_what_the_other_side_says_against_it_is_told_and_keeps_the_secret(
    open_as: Open, there: StandIn
) -> None:
    admin = open_as("管理员 王敏")
    add(admin, there, "钉钉群机器人", "refusing", secret=SECRET)
    there.answers = [(200, {"errcode": 310000, "errmsg": "sign not match"})]
    try:
        admin.get_by_role("row", name="refusing").get_by_role("button", name="测试").click()
        said = admin.get_by_text("对方未接收消息：310000 sign not match")
        expect(said.first).to_be_visible()
    finally:
        there.answers = [(200, WELL)]


def test_on_a_phone_channels_are_read_without_moving_sideways(
    open_as: Open, there: StandIn
) -> None:
    phone = open_as("管理员 王敏", phone=True)
    add(phone, there, "企业微信群机器人", "from_a_phone")
    expect(phone.get_by_text("from_a_phone")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
