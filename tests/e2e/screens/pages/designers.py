"""What changes an app: its parts, and a designer for each kind of them."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tests.e2e.screens.shot import ADMIN, Group, Shot, Step
from tests.e2e.screens.steps import button, item, removing, see, text

DESIGN = "/apps/jxc/design"
FORM, FLOW = f"{DESIGN}/form/sales_delivery", f"{DESIGN}/flow/purchase_order"
AUTOMATION, PERMISSION = f"{DESIGN}/automation/order_approved", f"{DESIGN}/permission/product"
LEDGER, RULE = f"{DESIGN}/ledger/stock", f"{DESIGN}/voucher_rule/sales_revenue"


def field(name: str) -> Step:
    return lambda page: page.get_by_role("group", name=re.compile(f"^{name}，")).first.click()


def node(name: str) -> Step:
    return lambda page: page.get_by_role("treeitem", name=re.compile(name)).first.click()


def bin_of_documents(page: Page) -> None:
    page.get_by_role("button", name="恢复“").first.scroll_into_view_if_needed()


GROUPS = (
    Group("应用设置", (
        Shot("design", "应用设置", ADMIN, DESIGN),
        Shot("design-remove", "删除表单", ADMIN, DESIGN, (removing("结算方式"), see("一并"))),
        Shot(
            "design-used", "删除：还在被使用", ADMIN, DESIGN,
            (removing("采购订单"), see("还在被使用")),
        ),
        Shot("design-bin", "最近删除", ADMIN, "/apps/office/design", (bin_of_documents,)),
        Shot("app-builder", "导航设计", ADMIN, f"{DESIGN}/app/app"),
    )),
    Group("表单设计器", (
        Shot("designer", "画布", ADMIN, FORM, in_readme="pc"),
        Shot("designer-field", "字段属性", ADMIN, FORM, (field("客户"),)),
        Shot(
            "designer-preview", "预览", ADMIN, FORM,
            (button("预览"),), (item("预览", of="更多操作"),),
        ),
        Shot(
            "designer-versions", "版本", ADMIN, FORM,
            (button("版本"),), on="pc",
        ),
        Shot("designer-publish", "发布", ADMIN, FORM, (button("发布", exact=True),)),
    )),
    Group("流程设计器", (
        Shot("flow-designer", "画布", ADMIN, FLOW, in_readme="pc"),
        Shot("flow-node", "节点设置", ADMIN, FLOW, (node("审批"),)),
        Shot("flow-rights", "字段权限", ADMIN, FLOW, (node("审批"), text("字段权限"))),
        Shot("flow-trial", "模拟运行", ADMIN, FLOW, (button("模拟运行"), button("开始模拟"))),
        Shot(
            "flow-running", "在途单据", ADMIN, FLOW,
            (button("在途单据"),), (item("在途单据", of="更多操作"),),
        ),
    )),
    Group("智能助手设计器", (
        Shot("automation-designer", "画布", ADMIN, AUTOMATION, in_readme="pc"),
        Shot("automation-step", "步骤", ADMIN, AUTOMATION, (node("步骤 1"),)),
    )),
    Group("权限编辑器", (
        Shot("permission-editor", "权限组与字段", ADMIN, PERMISSION, in_readme="pc"),
        Shot("permission-ledger", "台账权限", ADMIN, f"{DESIGN}/ledger_permission/stock"),
        Shot(
            "permission-why", "为什么能看", ADMIN, PERMISSION,
            (button("为什么"),), (item("为什么", of="更多操作"),),
        ),
        Shot(
            "permission-view-as", "以他人身份查看", ADMIN, PERMISSION,
            (button("以他人身份查看"),), (item("以他人身份查看", of="更多操作"),),
        ),
    )),
    Group("台账与凭证设计器", (
        Shot("ledger-designer", "台账", ADMIN, LEDGER),
        Shot("ledger-new", "新建台账", ADMIN, f"{DESIGN}/ledger/ledger_new"),
        Shot("voucher-designer", "凭证模板", ADMIN, RULE),
    )),
)  # fmt: skip
