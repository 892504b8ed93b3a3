"""People, departments, roles, and what others may reach."""

from __future__ import annotations

from tests.e2e.screens.shot import ADMIN, Group, Shot
from tests.e2e.screens.steps import button

GROUP = Group("组织", (
    Shot("org-members", "成员", ADMIN, "/org"),
    Shot("org-new-member", "添加成员", ADMIN, "/org", (button("添加成员"),)),
    Shot("org-hand-over", "交接", ADMIN, "/org", (button("交接"),)),
    Shot("org-departments", "部门", ADMIN, "/org?tab=departments"),
    Shot("org-roles", "角色", ADMIN, "/org?tab=roles"),
    Shot("org-channels", "消息通道", ADMIN, "/org?tab=channels"),
    Shot("org-keys", "API 密钥", ADMIN, "/org?tab=keys"),
    Shot("org-secrets", "凭据", ADMIN, "/org?tab=secrets"),
    Shot("org-calendar", "工作日历", ADMIN, "/org?tab=calendar"),
))  # fmt: skip
