"""Closed periods: nothing is posted, changed or taken back on a day up to the last closed one.

Closing keeps the balances of that day, so that later questions start from there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import QuerySet

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import Conflict, RuleRefused
from huiliu.core.transactions import run_in_transaction
from huiliu.ledgers import snapshots
from huiliu.ledgers.app_lock import is_locked, lock_for_publishing, locked
from huiliu.ledgers.models import Closing, Ledger
from huiliu.ledgers.storage import LedgerStorage

_CLOSED = {
    "zh-CN": "{date} 所在期间已结账（截至 {closed}），不能过账或撤销",
    "en": "{date} is in a closed period (up to {closed}): nothing can be posted or taken back",
}


class NotLater(Conflict):
    code = "period_not_later"
    words = {
        "zh-CN": "结账日期必须晚于上次结账日 {closed}",
        "en": "Close a later day than the last one, {closed}",
    }


class NothingClosed(Conflict):
    code = "period_not_closed"
    words = {"zh-CN": "没有已结账的期间", "en": "There is no closed period"}


def closed_through(app: AppRef) -> date | None:
    """The last closed day, None while all are open."""
    return _open_ends(app).values_list("through", flat=True).first()


def close(
    app: AppRef, through: date, *, actor: Actor, check: Callable[[], None] = lambda: None
) -> None:
    """Waits for the postings that are under way, and then for nobody. ``check`` may refuse, when
    nobody posts any more."""

    def work() -> None:
        lock_for_publishing(app.id)
        last = closed_through(app)
        if last is not None and through <= last:
            raise NotLater(closed=last.isoformat())
        check()
        for ledger in Ledger.objects.filter(app_id=app.id, version__isnull=False):
            snapshots.keep(LedgerStorage.of_json(ledger.storage), through)
        now = ports.clock().now()
        Closing.objects.create(app_id=app.id, through=through, at=now, by=actor.member_id)
        Ledger.objects.filter(app_id=app.id).update(closed_through=through)

    run_in_transaction(work)


def reopen(app: AppRef, *, actor: Actor) -> date:
    """The last closed period only. Returns the day up to which it was closed."""

    def work() -> date:
        lock_for_publishing(app.id)
        last = _open_ends(app).first()
        if last is None:
            raise NothingClosed
        last.reopened_at, last.reopened_by = ports.clock().now(), actor.member_id
        last.save(update_fields=["reopened_at", "reopened_by"])
        for ledger in Ledger.objects.filter(app_id=app.id, version__isnull=False):
            snapshots.drop(LedgerStorage.of_json(ledger.storage), last.through)
        Ledger.objects.filter(app_id=app.id).update(closed_through=closed_through(app))
        return last.through

    return run_in_transaction(work)


def history(app: AppRef) -> list[Closing]:
    """Every closing, the newest first, also those that were taken back."""
    return list(Closing.objects.filter(app_id=app.id).order_by("-id"))


def closed_days(app: AppRef) -> list[date]:
    """The ends of all closed periods, the first one first."""
    return sorted(_open_ends(app).values_list("through", flat=True))


def require_open_now(app: AppRef, day: date, *, posts: bool) -> None:
    """As ``require_open``, for documents that may post nothing. ``posts``: closing waits for us."""
    asks = posts or is_locked(app.id)
    require_open(locked(app.id).closed if asks else closed_through(app), [day])


def require_open(closed: date | None, days: Iterable[date]) -> None:
    """Raises RuleRefused with ``PERIOD_CLOSED``."""
    if closed is None:
        return
    first = min(days, default=None)
    if first is not None and first <= closed:
        raise RuleRefused(
            "PERIOD_CLOSED", _CLOSED, date=first.isoformat(), closed=closed.isoformat()
        )


def _open_ends(app: AppRef) -> QuerySet[Closing]:
    found = Closing.objects.filter(app_id=app.id, reopened_at__isnull=True)
    return found.order_by("-through")
