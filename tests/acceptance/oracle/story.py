"""Play a story: every step's whole expectation, the final reports, the variants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from . import back, close, finance, inventory, opening, purchase, replenish, sales, stocktake, undo
from .gross_profit import gross_profit, total
from .ledger import balances
from .model import Refused, Voucher, World
from .money import money_text
from .state import state, valuation

Story = dict[str, Any]

OPERATIONS: dict[str, Callable[[World, dict[str, Any]], dict[str, Any]]] = {
    operation.__name__: operation
    for operation in (
        opening.opening,
        purchase.purchase_request, purchase.purchase_order, purchase.arrival_inspection,
        purchase.purchase_receipt, purchase.purchase_return, purchase.purchase_invoice,
        sales.sales_order, sales.channel_order, sales.so_close, sales.delivery, sales.retail,
        sales.sales_invoice, back.sales_return, back.exchange,
        inventory.transfer_ship, inventory.transfer_receive, inventory.transit_loss,
        inventory.misc_out, inventory.assembly, stocktake.stocktake_snapshot, stocktake.stocktake,
        finance.money_in, finance.money_out, finance.settle, finance.expense,
        undo.unapprove, replenish.replenish, close.month_close,
    )
}  # fmt: skip

VARIANTS = {
    "cost_scope=warehouse,method=mwa": ("warehouse", "mwa"),
    "cost_scope=company,method=fifo": ("company", "fifo"),
    "cost_scope=warehouse,method=fifo": ("warehouse", "fifo"),
}


class Company:
    """A world that a refused operation leaves as it was."""

    def __init__(self, story: Story, scope: str = "company", method: str = "mwa") -> None:
        self.world = World(story["master"], scope, method)

    def do(self, op: str, inputs: dict[str, Any], today: str) -> dict[str, Any]:
        """The answer of an accepted operation; raises ``Refused`` and changes nothing else."""
        trial = self.world.copy()
        trial.today, trial.touched = today, []
        answer = OPERATIONS[op](trial, inputs)
        self.world = trial
        return answer

    def step(self, step: Story) -> dict[str, Any]:
        """What the story expects of this step, state included."""
        before = len(self.world.vouchers)
        answer = self._outcome(step)
        new = self.world.vouchers[before:]
        change = {k: money_text(v) for k, v in sorted(balances(new).items()) if v}
        vouchers = [voucher_shown(voucher) for voucher in new]
        return answer | {"vouchers": vouchers, "gl_change": change, "state": state(self.world)}

    def _outcome(self, step: Story) -> dict[str, Any]:
        today, inputs = step["recorded_on"], step["inputs"]
        if step["op"] == "concurrent":
            return self._concurrent(inputs["requests"], today)
        try:
            answer = {"result": "ok"} | self.do(step["op"], inputs, today)
        except Refused as refused:
            return {"result": "rejected", "error_code": refused.code, "docs": {}}
        if "then_rejected" in inputs:
            answer["then_rejected"] = [self._refusal(one, today) for one in inputs["then_rejected"]]
        return answer

    def _refusal(self, request: dict[str, Any], today: str) -> dict[str, str]:
        try:
            self.do(request["op"], request["inputs"], today)
        except Refused as refused:
            return {"op": request["op"], "error_code": refused.code}
        raise AssertionError(f"not refused: {request}")

    def _concurrent(self, requests: list[dict[str, Any]], today: str) -> dict[str, Any]:
        """One after the other: any order must give the same outcomes and the same state."""
        outcomes: list[dict[str, str]] = []
        docs: dict[str, Any] = {}
        for request in requests:
            try:
                docs |= self.do(request["op"], request["inputs"], today)["docs"]
                outcomes.append({"result": "ok"})
            except Refused as refused:
                outcomes.append({"result": "rejected", "error_code": refused.code})
        return {"result": "ok", "docs": docs, "outcomes_any_order": outcomes}


def voucher_shown(voucher: Voucher) -> dict[str, Any]:
    lines = []
    for entry in voucher.entries:
        line = {"account": entry.account, "dr": money_text(entry.dr), "cr": money_text(entry.cr)}
        lines.append(line | ({"aux": entry.aux} if entry.aux else {}))
    return {
        "date": voucher.date, "summary": voucher.summary, "kind": voucher.kind, "lines": lines,
    }  # fmt: skip


def steps(company: Company, story: Story) -> Iterator[tuple[Story, dict[str, Any]]]:
    for step in story["steps"]:
        yield step, company.step(step)


def variant(story: Story, name: str) -> dict[str, Any]:
    """The final values with another cost scope or method."""
    company = Company(story, *VARIANTS[name])
    for _ in steps(company, story):
        pass
    values = valuation(company.world)
    return {
        "valuation": values,
        "inventory_value": state(company.world)["inventory_value"],
        "gross_profit_total": total(company.world).shown(),
    }


def final_reports(company: Company) -> dict[str, Any]:
    return {"gross_profit": gross_profit(company.world)}
