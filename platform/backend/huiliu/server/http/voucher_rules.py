"""Voucher rules under design, tried on documents that exist."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from huiliu.core.text import fill
from huiliu.design import api as design
from huiliu.journal import api as journal
from huiliu.server.http.doors import actor_of, app_of, language_of
from huiliu.server.http.payload import Given

router = Router()


class TryIn(Given):
    """``records``: how many of the newest. Without ``content`` the draft is tried."""

    records: int = Field(default=5, ge=1, le=20)
    content: dict[str, Any] | None = None


class RuleProblemOut(Schema):
    path: str
    code: str
    message: str


class TriedLineOut(Schema):
    """``amount`` is null for who may not read the books."""

    account: str
    title: str
    summary: str
    is_debit: bool
    amount: str | None


class TriedVoucherOut(Schema):
    """``refused``: why the document could not be vouchered; empty if it could."""

    record: str
    title: str
    applies: bool
    balanced: bool
    day: str
    lines: list[TriedLineOut]
    refused: str


class TrialOut(Schema):
    """With ``problems`` nothing is tried."""

    problems: list[RuleProblemOut]
    tried: list[TriedVoucherOut]
    shows_amounts: bool


@router.post("/apps/{app}/voucher-rules/{rule}/try", response=TrialOut)
def try_rule(request: HttpRequest, app: str, rule: str, payload: TryIn) -> TrialOut:
    """What the rule would write for the newest documents. For who designs it; writes nothing."""
    actor, ref = actor_of(request), app_of(request, app)
    design.grants.require_design(actor, ref, "voucher_rule", rule)
    content: Mapping[str, Any] = (
        design.drafts.read(actor, ref, "voucher_rule", rule).content
        if payload.content is None
        else payload.content
    )
    found = journal.try_rule(ref, rule, content, actor, most=payload.records)
    language = language_of(request)
    return TrialOut(
        problems=[
            RuleProblemOut(
                path=one.path, code=one.code, message=fill(one.words, language, one.data)
            )
            for one in found.problems
        ],
        tried=[_tried(one, language) for one in found.tried],
        shows_amounts=found.shows_amounts,
    )


def _tried(one: journal.Tried, language: str) -> TriedVoucherOut:
    return TriedVoucherOut(
        record=one.record,
        title=one.title,
        applies=one.applies,
        balanced=one.balanced,
        day=one.day,
        lines=[
            TriedLineOut(
                account=line.account,
                title=line.title,
                summary=line.summary,
                is_debit=line.is_debit,
                amount=None if line.cents is None else journal.money(line.cents),
            )
            for line in one.lines
        ],
        refused="" if one.refused is None else one.refused.message(language),
    )
