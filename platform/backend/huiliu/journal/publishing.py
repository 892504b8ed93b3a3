"""Publishes journals and voucher rules: nothing to build, everything to check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.forms import published_shapes
from huiliu.core.ports import Problem
from huiliu.journal.accounts import ids_of
from huiliu.journal.document import JournalDocument
from huiliu.journal.problems import journal_problems, rule_problems
from huiliu.journal.rule_document import VoucherRuleDocument


class _Publisher:
    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> None: ...

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None: ...


class JournalPublisher(_Publisher):
    """``ports.Publisher`` for journals."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            document = JournalDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        return journal_problems(document, published_shapes(app))


class RulePublisher(_Publisher):
    """``ports.Publisher`` for voucher rules. Accounts are looked up as they are now."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            rule = VoucherRuleDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        found = ports.documents().find(app, "journal", rule.journal)
        journal = JournalDocument.parse(found.content) if found else None

        def unknown(codes: Collection[str]) -> Collection[str]:
            assert journal is not None
            nobody = Actor(0, app.workspace_id, "")
            return set(codes) - ids_of(app, journal.accounts, codes, nobody).keys()

        return rule_problems(rule, journal, published_shapes(app), _postings(app), unknown)


def _postings(app: AppRef) -> Mapping[str, Mapping[str, str]]:
    return {
        one.key: {posting["id"]: posting["form"] for posting in one.content.get("postings", ())}
        for one in ports.documents().published(app, "ledger")
    }
