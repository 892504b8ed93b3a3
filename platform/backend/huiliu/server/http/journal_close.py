"""Closing a month of a journal: what stands in its way, what it writes, and taking it back."""

from __future__ import annotations

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.core.text import choose
from huiliu.journal import api as journal
from huiliu.org import api as org
from huiliu.server.http.doors import actor_of, app_of, cause_of, language_of

router = Router()
_AT = "/apps/{app}/journals"


class OffenderOut(Schema):
    form: str
    id: str
    title: str


class CheckOut(Schema):
    """``figures``: what was compared. ``more``: how many documents are not shown."""

    id: str
    title: str
    status: Literal["ok", "blocked", "warning"]
    figures: dict[str, str]
    offenders: list[OffenderOut]
    more: int


class PlannedLineOut(Schema):
    account: str
    debit: str
    credit: str


class PlannedOut(Schema):
    """A voucher that the close would write now; none of its lines, and nothing is left to do.
    ``on_request``: no close waits for it, and only who names it writes it."""

    id: str
    title: str
    on_request: bool
    lines: list[PlannedLineOut]


class ChecklistOut(Schema):
    """``ready``: nothing but planned vouchers stands in the way. ``waits_for``: names of the roles
    of which somebody has yet to agree that the month is opened again."""

    month: str
    closed: bool
    ready: bool
    waits_for: list[str]
    checks: list[CheckOut]
    planned: list[PlannedOut]


class MonthIn(Schema):
    month: str


class MonthVouchersIn(Schema):
    """``step``: the one voucher that is written; without it all that the close waits for."""

    month: str
    step: str | None = None


@router.get(_AT + "/{key}/close", response=ChecklistOut)
def get_checklist(request: HttpRequest, app: str, key: str, month: str) -> Any:
    """What stands in the way of closing the month, and what the close would write."""
    return _checklist(
        request, journal.checklist(app_of(request, app), key, month, actor_of(request))
    )


@router.post(_AT + "/{key}/close/vouchers", response=ChecklistOut)
def post_close_vouchers(request: HttpRequest, app: str, key: str, given: MonthVouchersIn) -> Any:
    """Writes the vouchers of the close, without closing."""
    found = journal.run_steps(
        app_of(request, app),
        key,
        given.month,
        actor=actor_of(request),
        cause=cause_of(request),
        only=given.step,
    )
    return _checklist(request, found)


@router.post(_AT + "/{key}/close", response=ChecklistOut)
def post_close_month(request: HttpRequest, app: str, key: str, given: MonthIn) -> Any:
    """For who may close on the voucher form. Refuses with ``CLOSE_NOT_READY``."""
    found = journal.close(
        app_of(request, app), key, given.month, actor=actor_of(request), cause=cause_of(request)
    )
    return _checklist(request, found)


@router.post(_AT + "/{key}/reopen", response=ChecklistOut)
def post_reopen_month(request: HttpRequest, app: str, key: str, given: MonthIn) -> Any:
    """The last closed month; for who may reopen on the voucher form."""
    found = journal.reopen(
        app_of(request, app), key, given.month, actor=actor_of(request), cause=cause_of(request)
    )
    return _checklist(request, found)


def _checklist(request: HttpRequest, found: journal.Checklist) -> dict[str, Any]:
    language = language_of(request)
    roles = org.Role.objects.filter(
        workspace=actor_of(request).workspace_id, key__in=found.waits_for
    )
    return {
        "month": found.month,
        "closed": found.closed,
        "ready": found.ready,
        "waits_for": [choose(role.title, language) for role in roles],
        "checks": [
            {
                "id": one.id,
                "title": choose(one.title, language),
                "status": one.status,
                "figures": dict(one.figures),
                "offenders": [
                    {"form": o.form, "id": o.uid, "title": o.title} for o in one.offenders
                ],
                "more": one.more,
            }
            for one in found.checks
        ],
        "planned": [
            {
                "id": one.id,
                "title": choose(one.title, language),
                "on_request": one.on_request,
                "lines": [
                    {
                        "account": str(line.account),
                        "debit": journal.money(line.debit),
                        "credit": journal.money(line.credit),
                    }
                    for line in one.lines
                ],
            }
            for one in found.planned
        ],
    }
