"""Ledgers under design: tried on records that exist, where they are used, counted anew."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import Field

from huiliu.core.actor import Actor, AppRef
from huiliu.core.text import fill
from huiliu.design import api as design
from huiliu.ledgers import api as ledgers
from huiliu.server.http.doors import actor_of, app_of, language_of, open_app_of
from huiliu.server.http.payload import Given

router = Router()
_AT = "/apps/{app}/ledgers/{ledger}"


class TryLedgerIn(Given):
    """``sample``: the record whose entries are told. Without ``content`` the draft is tried."""

    content: dict[str, Any] | None = None
    sample: str = Field(default="", max_length=64)


class LedgerProblemOut(Schema):
    path: str
    code: str
    message: str


class SampleOut(Schema):
    form: str
    record: str
    title: str


class TriedBalanceOut(Schema):
    """Words by dimension: empty where one may not see what it is, null where there is nothing."""

    dimensions: dict[str, str | None]
    measures: dict[str, str]


class TriedEntryOut(TriedBalanceOut):
    posting: str
    date: str


class UnpostedOut(Schema):
    sample: SampleOut
    message: str


class TriedLedgerOut(Schema):
    """With ``problems`` nothing is tried. ``keys``: how many balances there are in all; ``cut``:
    not all records were read. ``left_out``: postings that read what one may not see. ``later``:
    what only a real posting tells (``costs``, ``allotted``, ``within``)."""

    problems: list[LedgerProblemOut]
    balances: list[TriedBalanceOut]
    keys: int
    read: int
    cut: bool
    left_out: list[str]
    later: list[str]
    samples: list[SampleOut]
    sample: SampleOut | None
    entries: list[TriedEntryOut]
    unposted: list[UnpostedOut]
    failed: int


class UseOut(Schema):
    """``parts``: ids of dimensions, measures and checks; ``postings``: of postings."""

    kind: str
    key: str
    title: dict[str, str]
    parts: list[str]
    postings: list[str]


class UsesOut(Schema):
    """``others``: so many documents more that one does not design."""

    items: list[UseOut]
    others: int


class RecountOut(Schema):
    """How many records the forms of the draft have, of those one sees."""

    records: int


class RecountJobOut(Schema):
    job: str


@router.post(_AT + "/try", response=TriedLedgerOut)
def try_ledger(request: HttpRequest, app: str, ledger: str, payload: TryLedgerIn) -> TriedLedgerOut:
    """What the ledger would count. For who designs it, of the records they see; writes nothing."""
    actor, ref = _designer(request, app_of(request, app), ledger)
    content = _draft(actor, ref, ledger) if payload.content is None else payload.content
    design.drafts.require_shape("ledger", ledger, content)
    found = ledgers.try_ledger(ref, ledger, content, actor, sample=payload.sample)
    return _tried(found, language_of(request))


@router.get(_AT + "/uses", response=UsesOut)
def get_uses(request: HttpRequest, app: str, ledger: str) -> Any:
    """Which documents name the ledger, and which of its parts. For who designs it."""
    actor, ref = _designer(request, open_app_of(request, app), ledger)
    return design.uses_of_ledger(actor, ref, ledger)


@router.get(_AT + "/recount", response=RecountOut)
def get_recount(request: HttpRequest, app: str, ledger: str) -> RecountOut:
    actor, ref = _designer(request, open_app_of(request, app), ledger)
    postings = _draft(actor, ref, ledger).get("postings")
    listed = postings if isinstance(postings, list) else []
    forms = {one.get("form") for one in listed if isinstance(one, dict)}
    named = sorted(form for form in forms if isinstance(form, str))
    return RecountOut(records=ledgers.seen_records_of(ref, named, actor))


@router.post(_AT + "/recount", response={202: RecountJobOut})
def post_recount(request: HttpRequest, app: str, ledger: str) -> Status[RecountJobOut]:
    """What is published counts all records there are, as a job. For who designs the ledger."""
    actor, ref = _designer(request, open_app_of(request, app), ledger)
    return Status(202, RecountJobOut(job=str(ledgers.start_recount(ref, ledger, actor))))


def _designer(request: HttpRequest, app: AppRef, ledger: str) -> tuple[Actor, AppRef]:
    actor = actor_of(request)
    design.grants.require_design(actor, app, "ledger", ledger)
    return actor, app


def _draft(actor: Actor, app: AppRef, ledger: str) -> Mapping[str, Any]:
    return design.drafts.read(actor, app, "ledger", ledger).content


def _tried(found: ledgers.Trial, language: str) -> TriedLedgerOut:
    return TriedLedgerOut(
        problems=[
            LedgerProblemOut(
                path=one.path, code=one.code, message=fill(one.words, language, one.data)
            )
            for one in found.problems
        ],
        balances=[TriedBalanceOut(**one) for one in found.balances],
        keys=found.keys,
        read=found.read,
        cut=found.cut,
        left_out=found.left_out,
        later=found.later,
        samples=[SampleOut(**vars(one)) for one in found.samples],
        sample=None if found.sample is None else SampleOut(**vars(found.sample)),
        entries=[TriedEntryOut(**vars(one)) for one in found.entries],
        unposted=[
            UnpostedOut(
                sample=SampleOut(**vars(one.sample)), message=fill(one.words, language, one.data)
            )
            for one in found.unposted
        ],
        failed=found.failed,
    )
