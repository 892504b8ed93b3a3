"""What of an app an actor finds in the navigation."""

from __future__ import annotations

from functools import lru_cache

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.permissions.compiled import access_or_none, groups_in


@lru_cache(maxsize=4096)
def reach(actor: Actor, app: AppRef) -> frozenset[tuple[str, str]]:
    """Kind and key of every form and ledger that lets the actor in, and of every page they may
    open; a page's widgets ask for themselves."""
    things = {group.on for group in groups_in(app)}
    found = {thing for thing in things if access_or_none(actor, app, *thing) is not None}
    documents = ports.documents()
    pages = (
        (page.kind, page.key)
        for page in documents.published(app, "page")
        if documents.may_open(actor, app, page.kind, page.key)
    )
    return frozenset({*found, *pages}) if found else frozenset()
