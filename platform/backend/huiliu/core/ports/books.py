"""What ledgers, reports and vouchers do for documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition
from huiliu.core.figures import FigureQuery, Key
from huiliu.core.records import Record, RecordEvent


@dataclass(frozen=True)
class Posting:
    """One event on its way to the ledgers: who did it, and why. ``anew``: what is kept within a
    check is weighed again, though nothing of the record changed."""

    event: RecordEvent
    actor: Actor
    cause: Cause
    anew: bool = False


@dataclass(frozen=True)
class Standing:
    """A balance now, and once the document is approved; None: nobody can or may say."""

    now: Decimal
    after: Decimal | None


@dataclass(frozen=True)
class PostedAmount:
    """What one posting rule counted for one record, or for one of its rows (``line``)."""

    record: int
    posting: str
    line: int | None
    amount: Decimal


class Reports(Protocol):
    """``huiliu.reports``."""

    def lines(
        self, app: AppRef, report: str, *, actor: Actor, given: Mapping[str, str], everything: bool
    ) -> list[dict[str, Any]]:
        """What the report says now: typed values by column, ``record`` is the id of what a line
        is about. ``given``: parameters as text. ``everything``: not only what the actor may see.
        Raises NotFound, TooLarge."""


class Ledgers(Protocol):
    """``huiliu.ledgers``. What applies is called inside the record's transaction, last."""

    def foresee(self, app: AppRef, form: str) -> None:
        """A record of the form is about to be stored and may be posted in this transaction: what
        its posting must ask goes along with what is asked next."""

    def apply_all(self, postings: Sequence[Posting]) -> None:
        """All events of one transaction in their order. The writer of records collects them and
        calls this once, before commit: balances are locked in one order over everything."""

    def apply(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> None:
        """Posts, re-posts or undoes what the event means for every ledger of the app. Raises
        ``RuleRefused`` with the ledger's own code when a floor would be broken."""

    def require_open(self, app: AppRef, day: date, *, posts: bool) -> None:
        """Raises RuleRefused ``PERIOD_CLOSED`` for a day in a closed period. ``posts``: a closing
        waits until this transaction is over."""

    def sums(
        self, app: AppRef, ledger: str, per: Sequence[str], keys: Sequence[Sequence[Any]] | None
    ) -> list[dict[str, Any]]:
        """Balances as typed values by dimension and measure, one for each different value of
        ``per`` (none: all dimensions) among ``keys`` (None: all). Shows nothing to anybody."""

    def amounts(
        self, app: AppRef, ledger: str, keys: Sequence[Mapping[str, Any]]
    ) -> Sequence[Mapping[str, Decimal]]:
        """The measures at each key (dimension → typed value, None is empty; the same dimensions in
        all, others are added up). Nothing of a ledger that is not there. Nobody is asked who may
        see it."""

    def sums_of(
        self, app: AppRef, ledger: str, per: Sequence[str], dimension: str, value: int
    ) -> list[dict[str, Any]]:
        """As ``sums``, of all balances with that record in that dimension of ``per``."""

    def sums_within(
        self,
        app: AppRef,
        ledger: str,
        per: Sequence[str],
        dimension: str | None,
        *,
        first: str | None,
        last: str | None,
    ) -> list[dict[str, Any]]:
        """As ``sums``, of all balances whose ``dimension`` (a text) is between two values, both of
        them too; None is no bound. Shows nothing to anybody."""

    def figures(
        self, app: AppRef, query: FigureQuery, *, access: Access
    ) -> Mapping[Key, Decimal | date]:
        """Key → figure, as far as ``access`` (to the ledger) reaches. Raises NotFound when it does
        not show the figure. Keys without anything are absent."""

    def may_figure(self, app: AppRef, query: FigureQuery, *, access: Access) -> bool:
        """Whether ``figures`` would show it."""

    def shown_amount(
        self, app: AppRef, ledger: str, key: Mapping[str, Any], measure: str, actor: Actor
    ) -> Decimal | None:
        """A measure, or a check (可用量), at a key (dimension → typed value, None is empty), as the
        actor may see it; None: nothing they may see."""

    def open_rows(
        self, app: AppRef, ledger: str, key: Mapping[str, Any], measure: str, actor: Actor
    ) -> list[dict[str, Any]]:
        """Balances of a key (dimension → typed value) that are not 0, as the actor may see them:
        values on the wire by dimension and measure. At most a thousand."""

    def open_items(
        self,
        app: AppRef,
        ledger: str,
        measure: str,
        where: Condition,
        *,
        access: Access,
        named: tuple[str, str] | None = None,
        limit: int,
    ) -> list[dict[str, Any]]:
        """Balances that are not 0 and fulfil a condition on dimensions, as typed values, of the
        rows that ``access`` (to the ledger) shows whole. ``named``: a dimension and a text that
        has to hold its words."""

    def closed_through(self, app: AppRef) -> date | None:
        """The last closed day."""

    def close(self, app: AppRef, through: date, *, actor: Actor, check: Callable[[], None]) -> None:
        """Closes all days up to ``through``. ``check`` may refuse; nobody posts meanwhile."""

    def reopen(self, app: AppRef, *, actor: Actor) -> date:
        """The last closed period; the day up to which it was closed."""

    def posted(
        self, app: AppRef, ledger: str, measure: str, form: str, records: Sequence[int]
    ) -> Sequence[PostedAmount]:
        """What records of one form count for in a ledger now. Shows nothing to anybody; call
        ``send_pending`` first."""

    def standing(
        self,
        record: Record,
        ledger: str,
        measure: str,
        keys: Sequence[Mapping[str, Any]],
        *,
        access: Access,
    ) -> Sequence[Standing | None]:
        """Of each key (dimension → typed value, the same dimensions in all; others are added up)
        the balance as the reader may see it; None where they see nothing. ``access`` is theirs on
        the record; on the ledger they have their own."""

    def visible(
        self, app: AppRef, ledger: str, values: Mapping[str, Any], actor: Actor
    ) -> frozenset[str] | None:
        """Which of such values the actor may see; None: nothing of that row."""


class Vouchers(Protocol):
    """``huiliu.journal``: vouchers of documents. Called inside the record's transaction, after
    its ledgers."""

    def concerned(self, app: AppRef, form: str) -> bool:
        """Whether anything has to be told. Asks the database nothing."""

    def apply_all(self, postings: Sequence[Posting]) -> None:
        """All events of one transaction in their order."""

    def revalued(self, app: AppRef, documents: Sequence[tuple[str, int]], *, by: int) -> None:
        """Documents (form, internal id) whose costs became others through what ``by`` did."""
