"""What waits, what is decided, and where the running flows stand."""

from __future__ import annotations

from tests.e2e.screens.shot import ADMIN, BUYER, PURCHASING, Group, Shot
from tests.e2e.screens.steps import button, link, tab

RECEIPT = link("CGRK-")

GROUP = Group("待办与审批", (
    Shot("tasks", "待办", PURCHASING, "/tasks"),
    Shot("tasks-filter", "待办：筛选", PURCHASING, "/tasks", (button("筛选"),)),
    Shot("tasks-done", "我已处理", PURCHASING, "/tasks?box=done"),
    Shot("tasks-started", "我发起的", BUYER, "/tasks?box=started"),
    Shot("tasks-none", "没有待办", BUYER, "/tasks"),
    Shot("task", "审批", PURCHASING, "/tasks", (RECEIPT,), in_readme="phone"),
    Shot("task-log", "审批：流程日志", PURCHASING, "/tasks", (RECEIPT, tab("流程日志"))),
    Shot("task-reject", "审批：驳回", PURCHASING, "/tasks", (RECEIPT, button("驳回"))),
    Shot("task-more", "审批：更多", PURCHASING, "/tasks", (RECEIPT, button("更多", last=True))),
    Shot("flow-runs", "流程监控", ADMIN, "/apps/jxc/flow-runs?state=all"),
    Shot("flow-runs-steer", "流程监控：处理", ADMIN, "/apps/jxc/flow-runs", (button("处理流程"),)),
    Shot("flow-times", "用时统计", ADMIN, "/apps/jxc/flow-runs?tab=times"),
    Shot("automations", "智能助手", ADMIN, "/apps/jxc/automations"),
    Shot("automation", "智能助手：执行记录", ADMIN, "/apps/jxc/automations/order_approved"),
))  # fmt: skip
