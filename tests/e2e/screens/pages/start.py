"""Coming in, the first pages, and those that say no."""

from __future__ import annotations

from tests.e2e.screens.shot import ADMIN, BUYER, PURCHASING, SELLER, Group, Shot
from tests.e2e.screens.steps import button, item, offline, see, sheet, typed

OVERVIEW = "/apps/jxc/overview"
CONTRACTS = (
    ["客户", "签约日期", "金额", "备注"],
    ["北京华联商贸有限公司", "2026-10-01", "1,200.50", "年框"],
    ["天津东方百货有限公司", "2026-09-03", "88.00", ""],
)

GROUP = Group("入口", (
    Shot("login", "登录", "", "/login"),
    Shot("home", "工作台", ADMIN, "/"),
    Shot(
        "home-new-app", "新建空白应用", ADMIN, "/",
        (item("空白应用", of="新建应用"), see("应用标识")),
    ),
    Shot("home-waiting", "工作台：有待办", PURCHASING, "/"),
    Shot("navigation", "手机导航", PURCHASING, OVERVIEW, (button("打开导航"),), on="phone"),
    Shot("app", "应用总览（管理员）", ADMIN, OVERVIEW),
    Shot("app-seller", "应用总览（销售员）", SELLER, OVERVIEW),
    Shot("new-form", "新建表单", ADMIN, OVERVIEW, (button("新建表单"), see("表单标识")), on="pc"),
    Shot("templates", "模板中心", ADMIN, "/templates"),
    Shot("template", "模板详情", ADMIN, "/templates", (button("查看“"), see("版本"))),
    Shot("excel", "从 Excel 新建", ADMIN, "/excel"),
    Shot(
        "excel-columns", "从 Excel 新建：核对列", ADMIN, "/excel",
        (sheet("合同台账", *CONTRACTS),),
    ),
    Shot("palette", "搜索与命令", BUYER, "/", (button("搜索"), typed("采购订单"))),
    Shot("notifications", "消息", SELLER, "/notifications"),
    Shot("me", "账号设置", ADMIN, "/me"),
    Shot("missing", "页面不存在", BUYER, "/nowhere"),
    Shot("not-allowed", "无权查看", SELLER, "/apps/jxc/journals/main"),
    Shot("offline", "网络已断开", BUYER, "/apps/jxc/forms/purchase_receipt", (offline,)),
))  # fmt: skip
