"""Who is asked in somebody's place while they are away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, Forbidden, NotFound, ValidationFailed
from huiliu.core.transactions import aside, run_in_transaction
from workflow_engine.models import StandIn
from workflow_engine.run import Run

DEPTH = 5
"""A stand-in may be away too: so far and no further."""


def in_place(members: Sequence[int], run: Run) -> dict[int, int | None]:
    """Member asked → for whom, None for themselves. Somebody asked anyway is asked once."""
    away = _away(run)
    if not away:
        return dict.fromkeys(members)
    found: dict[int, int | None] = {}
    for member in members:
        to = _present(member, away)
        if to == member:
            found[member] = None
        elif to not in members:
            found.setdefault(to, member)
    return found or dict.fromkeys(members)


def of_workspace(actor: Actor) -> list[StandIn]:
    """The actor's own; all of them for an administrator. Those that are over are not listed."""
    rows = StandIn.objects.filter(workspace_id=actor.workspace_id, ends__gt=ports.clock().now())
    own = rows if actor.is_admin else rows.filter(Q(member_id=actor.member_id))
    return list(own.order_by("begins", "id"))


def add(
    member: int, to: int, begins: datetime, ends: datetime, app_id: int | None, *, actor: Actor
) -> StandIn:
    """For oneself, or by an administrator. What is asked already stays with whom it is asked of."""
    _require_own(member, actor)
    wrong: dict[str, list[FieldError]] = {}
    if to == member or not ports.org().active(actor.workspace_id, [to]):
        wrong["to"] = [FieldError("bad_value")]
    if ends <= begins:
        wrong["ends"] = [FieldError("bad_value")]
    if wrong:
        raise ValidationFailed(fields=wrong)
    return run_in_transaction(
        lambda: StandIn.objects.create(
            workspace_id=actor.workspace_id,
            member_id=member,
            to_id=to,
            app_id=app_id,
            begins=begins,
            ends=ends,
            created_by=actor.member_id,
        )
    )


def remove(stand_in: int, *, actor: Actor) -> None:
    row = StandIn.objects.filter(pk=stand_in, workspace_id=actor.workspace_id).first()
    if row is None:
        raise NotFound
    _require_own(row.member_id, actor)
    run_in_transaction(lambda: StandIn.objects.filter(pk=stand_in).delete())


def _require_own(member: int, actor: Actor) -> None:
    if member != actor.member_id and not actor.is_admin:
        raise Forbidden


def _away(run: Run) -> Mapping[int, int]:
    """Member → stand-in, now. What is said for this app goes before what is said for all."""
    rows = StandIn.objects.filter(
        Q(app_id=None) | Q(app_id=run.app.id),
        workspace_id=run.app.workspace_id,
        begins__lte=run.now,
        ends__gt=run.now,
    ).order_by("id")
    with aside():
        found = sorted(
            rows.values_list("member_id", "to_id", "app_id"), key=lambda row: row[2] is not None
        )
    active = set(ports.org().active(run.app.workspace_id, [to for _, to, _ in found]))
    return {member: to for member, to, _ in found if to in active}


def _present(member: int, away: Mapping[int, int]) -> int:
    """Themselves where only people are named who are away as well."""
    now = member
    for _ in range(DEPTH):
        if now not in away:
            return now
        now = away[now]
        if now == member:
            return member
    return member
