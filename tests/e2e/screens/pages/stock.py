"""Ledgers and reports of goods."""

from __future__ import annotations

from tests.e2e.screens.shot import ADMIN, BOSS, BUYER, KEEPER, Group, Shot
from tests.e2e.screens.steps import button, filled, key, see, text

LEDGERS, REPORTS = "/apps/jxc/ledgers", "/apps/jxc/reports"

AS_OF = (filled("截至日期", "2026-10-31"), key("Enter"))

GROUP = Group("库存", (
    Shot("stock", "库存余额", ADMIN, f"{LEDGERS}/stock"),
    Shot(
        "stock-as-of", "库存：某一天", ADMIN, f"{LEDGERS}/stock",
        AS_OF, (button("筛选"), *AS_OF),
    ),
    Shot(
        "trace", "追溯库存", BOSS, f"{LEDGERS}/stock",
        (text("保温杯"), see("XSCK-")), in_readme="pc",
    ),
    Shot("flows", "收发存", ADMIN, f"{LEDGERS}/stock?view=flows"),
    Shot("stock-batches", "批次库存", KEEPER, f"{LEDGERS}/stock_batches"),
    Shot("stock-serials", "序列号", KEEPER, f"{LEDGERS}/stock_serials"),
    Shot("commitment", "占用与在途", KEEPER, f"{LEDGERS}/commitment"),
    Shot("levels", "库存上下限", KEEPER, f"{LEDGERS}/levels"),
    Shot("report-batches", "批次库存表", KEEPER, f"{REPORTS}/batch_stock"),
    Shot("report-expiry", "临期预警", KEEPER, f"{REPORTS}/near_expiry"),
    Shot("report-replenishment", "补货建议", BUYER, f"{REPORTS}/replenishment"),
    Shot("report-warehouse", "分仓补货", ADMIN, f"{REPORTS}/warehouse_replenishment"),
    Shot("report-overstock", "积压预警", ADMIN, f"{REPORTS}/overstock"),
    Shot("report-transit", "在途超期", ADMIN, f"{REPORTS}/late_transit"),
    Shot("stocktake", "盘点单", ADMIN, "/apps/jxc/forms/stocktake"),
    Shot("transfer", "调拨单", ADMIN, "/apps/jxc/forms/transfer"),
))  # fmt: skip
