"""Money: open items, vouchers, statements, the close."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.e2e.screens.shot import FINANCE, Group, Shot
from tests.e2e.screens.steps import record, see, tab

LEDGERS, FORMS, REPORTS = "/apps/jxc/ledgers", "/apps/jxc/forms", "/apps/jxc/reports"
BOOKS = "/apps/jxc/journals/main"


def from_january(page: Page) -> None:
    page.get_by_label("起始月份").first.fill("2026-01")
    page.wait_for_load_state("networkidle")


def first_entry(page: Page) -> None:
    page.get_by_role("table").get_by_role("button").first.click()


GROUP = Group("财务", (
    Shot("receivable", "应收账款", FINANCE, f"{LEDGERS}/receivable"),
    Shot("receivable-ageing", "应收账龄", FINANCE, f"{LEDGERS}/receivable?view=ageing"),
    Shot("payable", "应付账款", FINANCE, f"{LEDGERS}/payable"),
    Shot("credit", "信用额度", FINANCE, f"{LEDGERS}/credit"),
    Shot("cash", "资金账户", FINANCE, f"{LEDGERS}/cash"),
    Shot("cash-flows", "资金收支", FINANCE, f"{LEDGERS}/cash?view=flows"),
    Shot("general", "总账余额", FINANCE, f"{LEDGERS}/general"),
    Shot("books", "科目余额表", FINANCE, BOOKS, (see("1405"),), in_readme="pc"),
    Shot("books-entries", "科目明细", FINANCE, BOOKS, (from_january, first_entry)),
    Shot(
        "books-auxiliary", "辅助核算余额表", FINANCE, BOOKS,
        (tab("辅助核算余额表"), from_january),
    ),
    Shot("books-profit", "利润表", FINANCE, BOOKS, (tab("利润表"),)),
    Shot("books-balance", "资产负债表", FINANCE, BOOKS, (tab("资产负债表"),)),
    Shot("books-close", "月结检查", FINANCE, BOOKS, (tab("月结"), see("资产负债表平衡"))),
    Shot("vouchers", "凭证列表", FINANCE, f"{FORMS}/voucher"),
    Shot("voucher", "凭证", FINANCE, f"{FORMS}/voucher", (record("记-"),)),
    Shot("bank-lines", "银行流水", FINANCE, f"{FORMS}/bank_line"),
    Shot("receipt-money", "收款单", FINANCE, f"{FORMS}/money_receipt", (record("已审核"),)),
    Shot("report-overdue", "客户逾期", FINANCE, f"{REPORTS}/customer_overdue"),
    Shot("report-profit", "毛利表", FINANCE, f"{REPORTS}/gross_profit"),
))  # fmt: skip
