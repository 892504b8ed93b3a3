"""Publishes journals and voucher rules: nothing to build, everything to check."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
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
    """``ports.Publisher`` for voucher rules. Accounts are looked up as they are now; while there
    are none at all (an app that was brought in without its records), none is missed."""

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
            known = ids_of(app, journal.accounts, codes, nobody).keys()
            return set(codes) - known if known or _has_accounts(app, journal, nobody) else ()

        return rule_problems(rule, journal, published_shapes(app), _postings(app), unknown)


def _has_accounts(app: AppRef, journal: JournalDocument, nobody: Actor) -> bool:
    form = journal.accounts.form
    access = system_access(nobody, form)
    return bool(ports.records().find(app, form, Condition(), access=access, limit=1))


def _postings(app: AppRef) -> Mapping[str, Mapping[str, str]]:
    return {
        one.key: {posting["id"]: posting["form"] for posting in one.content.get("postings", ())}
        for one in ports.documents().published(app, "ledger")
    }
