"""The front door of the journal."""

from __future__ import annotations

from huiliu.journal.book import documents_of, vouchers_of
from huiliu.journal.engine import VoucherEngine, latest_plan
from huiliu.journal.publishing import JournalPublisher, RulePublisher

__all__ = [
    "documents_of",
    "journal_publisher",
    "latest_plan",
    "rule_publisher",
    "vouchers",
    "vouchers_of",
]

vouchers = VoucherEngine()
journal_publisher = JournalPublisher()
rule_publisher = RulePublisher()
