"""What an administrator does with running flows: jump, statistics; and how members want to hear."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser_api import BrowserApi
from tests.e2e.office import APP, approval, ask_for_leave, flow, open_office, record_page
from tests.support.live import LiveServer, new_server
from tests.support.smtp_stand_in import mail_server

pytestmark = pytest.mark.e2e
Open = Callable[..., Page]
FIRST = approval("manager", "主管审批", "purchase_manager")
SECOND = approval("boss", "总经理审批", "boss")


@pytest.fixture(scope="module")
def company(
    tmp_path_factory: pytest.TempPathFactory, untouched: LiveServer
) -> Iterator[LiveServer]:
    """One that can send e-mail."""
    with mail_server() as box:
        server_of_mail = {"HUILIU_SMTP_URL": f"smtp://127.0.0.1:{box.port}?tls=none"}
        data = tmp_path_factory.mktemp("steering")
        with new_server(data, like=untouched, **server_of_mail) as server:
            server.start("--demo")
            yield server


def test_a_run_jumps_over_a_node_and_the_times_are_counted(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    open_office(BrowserApi(admin), flow(FIRST, SECOND))
    (record,) = ask_for_leave(BrowserApi(open_as("采购员 李强")), "出差")
    admin.goto(f"/apps/{APP}/flow-runs")
    run = admin.get_by_role("listitem").filter(has_text="出差")
    expect(run).to_contain_text("主管审批")
    admin.get_by_role("button", name="处理流程 出差").click()
    admin.get_by_role("menuitem", name="跳转节点").click()
    dialog = admin.get_by_role("dialog")
    dialog.get_by_role("combobox", name="目标节点").click()
    admin.locator(".ant-select-item-option:visible", has_text="总经理审批").click()
    dialog.get_by_role("textbox").fill("主管休假")
    dialog.get_by_role("button", name="跳转节点").click()
    expect(run).to_contain_text("总经理审批")
    expect(run).to_contain_text("陈建国")

    boss = open_as("总经理 陈建国")
    boss.goto(record_page(record))
    boss.get_by_role("link", name="去处理").click()
    boss.get_by_role("tab", name="流程日志").click()
    expect(boss.get_by_text("主管休假")).to_be_visible()
    boss.get_by_role("button", name="同意").click()
    boss.goto(record_page(record))
    expect(boss.get_by_text("已审核")).to_be_visible()

    admin.get_by_role("tab", name="用时统计").click()
    by_node = admin.get_by_role("row").filter(has_text="总经理审批")
    expect(by_node).to_contain_text("1")
    expect(by_node).to_contain_text("不到 1 分钟")
    expect(admin.get_by_role("row").filter(has_text="陈建国")).to_contain_text("1")


def test_quiet_hours_and_a_digest_are_kept_and_mistakes_are_said(open_as: Open) -> None:
    manager = open_as("采购主管 赵丽")
    manager.goto("/me")
    manager.get_by_role("switch", name="同时发送邮件").click()
    manager.get_by_role("textbox", name="邮箱").fill("nobody")
    manager.get_by_label("开始", exact=True).fill("22:00")
    manager.get_by_label("结束", exact=True).fill("07:30")
    manager.get_by_text("每天汇总").click()
    manager.get_by_label("汇总时间").fill("08:15")
    card = manager.locator(".settings-form").filter(has_text="同时发送邮件")
    card.get_by_role("button", name="保存").click()
    expect(card.locator(".ant-form-item-explain-error").first).to_be_visible()
    assert BrowserApi(manager).get("/me/messages")["email_on"] is False

    manager.get_by_role("textbox", name="邮箱").fill("zhaoli@example.com")
    card.get_by_role("button", name="保存").click()
    expect(manager.get_by_text("已保存").first).to_be_visible()
    manager.reload()
    expect(manager.get_by_label("开始", exact=True)).to_have_value("22:00")
    expect(manager.get_by_label("结束", exact=True)).to_have_value("07:30")
    expect(manager.get_by_label("汇总时间")).to_have_value("08:15")
    kept = BrowserApi(manager).get("/me/messages")
    assert (kept["email"], kept["digest"]) == ("zhaoli@example.com", "daily")


def test_a_leaver_s_tasks_go_to_whoever_takes_over(open_as: Open) -> None:
    admin = open_as("管理员 王敏")
    open_office(BrowserApi(admin), flow(SECOND))
    (record,) = ask_for_leave(BrowserApi(open_as("采购员 李强")), "路途")
    admin.goto("/org")
    row = admin.get_by_role("row").filter(has_text="陈建国")
    row.get_by_role("button", name="交接").click()
    box = admin.get_by_role("combobox", name="交接给")
    box.click()
    box.fill("赵丽")
    admin.locator(".ant-select-item-option:visible", has_text="赵丽").first.click()
    admin.get_by_role("dialog").get_by_role("button", name="交接").click()
    heir = open_as("采购主管 赵丽")
    heir.goto(record_page(record))
    heir.get_by_role("link", name="去处理").click()
    heir.get_by_role("button", name="同意").click()
    heir.goto(record_page(record))
    expect(heir.get_by_text("已审核")).to_be_visible()
