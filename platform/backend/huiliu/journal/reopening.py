"""反结账 by several people: a month is opened again when somebody of every role has agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.db.models import QuerySet

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import Forbidden
from huiliu.journal.document import JournalDocument
from huiliu.journal.models import ReopeningConsent


def agree(app: AppRef, journal: JournalDocument, month: str, actor: Actor) -> tuple[str, ...]:
    """Notes that the actor agrees. Returns the roles that are still waited for; none: the month may
    be opened, and who agreed is kept. Nobody agrees for two roles."""
    roles = _roles(journal)
    if not roles:
        return ()
    if not actor.role_keys & {*roles}:
        raise Forbidden
    ReopeningConsent.objects.get_or_create(
        **_month(app, journal, month),
        member=actor.member_id,
        used_at=None,
        defaults={"at": ports.clock().now()},
    )
    missing = waits_for(app, journal, month)
    if not missing:
        _open(app, journal, month).update(used_at=ports.clock().now())
    return missing


def waits_for(app: AppRef, journal: JournalDocument, month: str) -> tuple[str, ...]:
    """Nothing while nobody has asked for it."""
    members = list(_open(app, journal, month).values_list("member", flat=True))
    if not members:
        return ()
    known = {member: ports.org().actor(member).role_keys for member in members}
    return _unfilled(_roles(journal), known)


def forget(app: AppRef, journal: JournalDocument, month: str) -> None:
    """A month that is closed anew is asked about anew."""
    _open(app, journal, month).delete()


def _roles(journal: JournalDocument) -> tuple[str, ...]:
    return journal.closing.reopened_by if journal.closing else ()


def _unfilled(roles: Sequence[str], members: Mapping[int, frozenset[str]]) -> tuple[str, ...]:
    """The roles left over when every member stands for one of theirs, as few as can be."""
    if not roles:
        return ()
    first, rest = roles[0], roles[1:]
    best = (first, *_unfilled(rest, members))
    for member, own in members.items():
        if first in own:
            others = {one: keys for one, keys in members.items() if one != member}
            best = min(best, _unfilled(rest, others), key=len)
    return best


def _month(app: AppRef, journal: JournalDocument, month: str) -> dict[str, Any]:
    return {"app_id": app.id, "journal": journal.id, "month": month}


def _open(app: AppRef, journal: JournalDocument, month: str) -> QuerySet[ReopeningConsent]:
    return ReopeningConsent.objects.filter(**_month(app, journal, month), used_at__isnull=True)
