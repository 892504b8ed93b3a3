"""Lists of records, filling in, one record."""

from __future__ import annotations

from tests.e2e.screens.shot import ADMIN, BUYER, FINANCE, SELLER, Group, Shot
from tests.e2e.screens.steps import (
    button,
    delivery,
    entry,
    first_checked,
    item,
    on_paper,
    receipt,
    record,
    see,
    sheet,
    tab,
)  # fmt: skip

FORMS = "/apps/jxc/forms"
DELIVERIES, ORDERS = f"{FORMS}/sales_delivery", f"{FORMS}/purchase_order"
RECEIPTS = f"{FORMS}/purchase_receipt"
APPROVED, PARTLY = record("已审核"), record("部分执行")
SHARED = record("广东潮州陶瓷厂")
"""The same order on a phone, whose cards do not say how far it is."""
SUPPLIERS = sheet("供应商", ["供应商名称", "账期(天)"], ["潮州陶瓷厂", "三十"], ["", "30"])

GROUP = Group("数据与填写", (
    Shot("list", "列表", ADMIN, DELIVERIES, in_readme="pc"),
    Shot("list-filter", "列表：筛选", ADMIN, DELIVERIES, (button("筛选"), button("添加条件"))),
    Shot("list-columns", "列表：显示列", ADMIN, DELIVERIES, (button("显示列"),), on="pc"),
    Shot("list-more", "列表：更多", ADMIN, DELIVERIES, (button("更多"),)),
    Shot("list-products", "列表：商品资料", ADMIN, f"{FORMS}/product"),
    Shot(
        "list-selected", "列表：选中", ADMIN, DELIVERIES,
        (first_checked,), on="pc",
    ),
    Shot("list-empty", "列表：空", ADMIN, f"{FORMS}/transit_loss"),
    Shot("list-bin", "列表：回收站", ADMIN, RECEIPTS, (item("回收站"),)),
    Shot("list-gaps", "断号检查", ADMIN, RECEIPTS, (item("断号检查"),)),
    Shot("import", "导入 Excel", ADMIN, f"{FORMS}/supplier", (item("导入 Excel"),)),
    Shot(
        "import-refused", "导入：有错误", ADMIN, f"{FORMS}/supplier",
        (item("导入 Excel"), SUPPLIERS, see("有误未导入")),
    ),
    Shot("export", "导出 Excel", ADMIN, RECEIPTS, (item("导出 Excel"), see("下载文件"))),
    Shot("form", "填写：新单据", ADMIN, f"{RECEIPTS}/new"),
    Shot("form-filled", "填写：有明细", BUYER, f"{RECEIPTS}/new", (receipt,), on="pc"),
    Shot("form-product", "填写：商品资料", ADMIN, f"{FORMS}/product/new"),
    Shot("form-missing", "填写：必填提示", BUYER, f"{RECEIPTS}/new", (button("提交", exact=True),)),
    Shot(
        "form-edit", "编辑草稿", BUYER, RECEIPTS, (record("草稿"), button("编辑")),
        (record("草稿"), button("更多", last=True), entry("编辑")),
    ),
    Shot(
        "refused", "库存不足被拒绝", SELLER, f"{DELIVERIES}/new",
        (delivery, button("提交", exact=True), see("库存不足")), on="pc", in_readme="pc",
    ),
    Shot("record", "单据：审批中", BUYER, RECEIPTS, (record("审批中"),)),
    Shot("record-approved", "单据：已审核", ADMIN, DELIVERIES, (APPROVED,)),
    Shot("record-more", "单据：更多操作", ADMIN, DELIVERIES, (APPROVED, button("更多", last=True))),
    Shot("record-push", "单据：下推", BUYER, ORDERS, (PARTLY,), (APPROVED,)),
    Shot(
        "chain", "单据：上下游", BUYER, ORDERS,
        (PARTLY, tab("上下游"), see("CGRK-")), (SHARED, tab("上下游"), see("CGRK-")),
        in_readme="pc",
    ),
    Shot(
        "record-history", "单据：日志", ADMIN, ORDERS,
        (PARTLY, tab("日志")), (APPROVED, tab("日志")),
    ),
    Shot("record-trace", "单据：台账流水", FINANCE, DELIVERIES, (APPROVED, tab("台账"))),
    Shot("record-product", "商品资料", ADMIN, f"{FORMS}/product", (record("保温杯"),)),
    Shot("print", "打印", ADMIN, DELIVERIES, (APPROVED, on_paper), on="pc"),
    Shot("fill-only", "只能提交的成员", BUYER, "/apps/office/forms/idea"),
))  # fmt: skip
