"""Profit and loss, balance sheet (7.6), with parties on the side where they stand (7.4)."""

from __future__ import annotations

from decimal import Decimal

from .ledger import Balances, balances, by_aux, under
from .model import Voucher
from .money import ZERO, money_text

Lines = dict[str, str]


def _texts(lines: dict[str, Decimal]) -> Lines:
    return {name: money_text(amount) for name, amount in lines.items()}


def profit_and_loss(gl: Balances) -> Lines:
    """From the balances before they are transferred to 3103."""
    income, cost = -under(gl, "5001", "5051"), under(gl, "5401", "5402")
    taxes, selling, admin = under(gl, "5403"), under(gl, "5601"), under(gl, "5602")
    financial, investment = under(gl, "5603"), -under(gl, "5111")
    operating = income - cost - taxes - selling - admin - financial + investment
    gains, losses, profit_tax = -under(gl, "5301"), under(gl, "5711"), under(gl, "5801")
    before = operating + gains - losses
    return _texts(
        {
            "营业收入": income,
            "营业成本": cost,
            "税金及附加": taxes,
            "销售费用": selling,
            "管理费用": admin,
            "财务费用": financial,
            "投资收益": investment,
            "营业利润": operating,
            "营业外收入": gains,
            "营业外支出": losses,
            "利润总额": before,
            "所得税费用": profit_tax,
            "净利润": before - profit_tax,
        }
    )


def _split(vouchers: list[Voucher], account: str) -> tuple[Decimal, Decimal]:
    """Debit balances and credit balances of an account's parties, both positive."""
    parties = by_aux(vouchers, account).values()
    debit = sum((amount for amount in parties if amount > 0), ZERO)
    return debit, -sum((amount for amount in parties if amount < 0), ZERO)


def balance_sheet(vouchers: list[Voucher]) -> dict[str, Lines]:
    gl = balances(vouchers)
    owed_to_us, of_customers = _split(vouchers, "1122")
    paid_ahead, owed_by_us = _split(vouchers, "220201")
    late_advances, advances = _split(vouchers, "2203")
    prepaid, late_prepaid = _split(vouchers, "1123")
    carried = [under(gl, "222101"), under(gl, "222105")]
    other_taxes = -under(gl, "2221") + sum(carried, ZERO)
    assets = {
        "货币资金": under(gl, "1001", "1002", "1012"),
        "应收账款": owed_to_us + late_advances,
        "预付账款": prepaid + paid_ahead,
        "其他应收款": under(gl, "1221"),
        "存货": under(gl, "14", "4001"),
        "其他流动资产(待认证进项税额+留抵税额)": sum((max(n, ZERO) for n in carried), ZERO),
    }
    liabilities = {
        "应付账款": owed_by_us + late_prepaid - under(gl, "220202"),
        "预收账款": advances + of_customers,
        "应交税费": other_taxes + sum((max(-n, ZERO) for n in carried), ZERO),
        "其他应付款": -under(gl, "2241"),
    }
    equity = {"实收资本": -under(gl, "3001"), "未分配利润(含本年利润)": -under(gl, "3103", "3104")}
    return {
        "assets": _with_total(assets, "资产合计"),
        "liabilities": _with_total(liabilities, "负债合计"),
        "equity": _with_total(equity, "所有者权益合计"),
    }


def _with_total(lines: dict[str, Decimal], name: str) -> Lines:
    return _texts(lines | {name: sum(lines.values(), ZERO)})
