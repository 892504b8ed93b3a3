"""The front door of ledgers."""

from __future__ import annotations

from huiliu.ledgers.ageing import ageing
from huiliu.ledgers.balance_list import BalanceQuery, Page, list_balances
from huiliu.ledgers.costing.revaluations import CostChange, changes_of
from huiliu.ledgers.dimension_titles import words_of
from huiliu.ledgers.document_view import visible_document
from huiliu.ledgers.entry_list import EntryQuery, entries_of_record, list_entries
from huiliu.ledgers.flow_list import FlowQuery, list_flows
from huiliu.ledgers.periods import close, closed_through, history, reopen
from huiliu.ledgers.plan import LedgerPlan, latest_plan
from huiliu.ledgers.posting import LedgerPoster
from huiliu.ledgers.publishing import LedgerPublisher
from huiliu.ledgers.rebuild import CHECK_JOB, check_all, differences, rebuild
from huiliu.ledgers.recounting import seen_records_of, start_recount
from huiliu.ledgers.revaluation_list import list_changes, list_revaluations
from huiliu.ledgers.trying import Trial, TriedEntry, try_ledger

__all__ = [
    "CHECK_JOB",
    "BalanceQuery",
    "CostChange",
    "EntryQuery",
    "FlowQuery",
    "LedgerPlan",
    "Page",
    "Trial",
    "TriedEntry",
    "ageing",
    "changes_of",
    "check_all",
    "close",
    "closed_through",
    "differences",
    "entries_of_record",
    "history",
    "latest_plan",
    "ledgers",
    "list_balances",
    "list_changes",
    "list_entries",
    "list_flows",
    "list_revaluations",
    "publisher",
    "rebuild",
    "reopen",
    "seen_records_of",
    "start_recount",
    "try_ledger",
    "visible_document",
    "words_of",
]

ledgers = LedgerPoster()
publisher = LedgerPublisher()
