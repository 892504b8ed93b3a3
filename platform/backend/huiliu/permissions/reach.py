"""What of an app an actor finds in the navigation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.permissions.compiled import access_or_none, groups_in


@lru_cache(maxsize=4096)
def reach(actor: Actor, app: AppRef) -> frozenset[tuple[str, str]]:
    """Kind and key of every form and ledger that lets the actor in, of the journals of those
    ledgers, and of every page they may open; a page's widgets ask for themselves."""
    things = {group.on for group in groups_in(app)}
    found = {thing for thing in things if access_or_none(actor, app, *thing) is not None}
    documents = ports.documents()
    pages = (
        (page.kind, page.key)
        for page in documents.published(app, "page")
        if documents.may_open(actor, app, page.kind, page.key)
    )
    return frozenset({*found, *pages, *_journals(actor, app)}) if found else frozenset()


def _journals(actor: Actor, app: AppRef) -> Iterator[tuple[str, str]]:
    """Reports are sums of a whole ledger: for who sees every row of it."""
    for one in ports.documents().published(app, "journal"):
        ledger = (one.content.get("books") or {}).get("ledger")
        access = access_or_none(actor, app, "ledger", ledger) if ledger else None
        if access and any(grant.rows is None for grant in access.with_action("view")):
            yield one.kind, one.key
