"""Designing: drafts, publishing, versions and differences of an app's documents."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from huiliu.core.text import fill
from huiliu.design import api as design
from huiliu.server import removal
from huiliu.server.first_group import make_first_group
from huiliu.server.http.apps import Grants, change_grants, grants_on
from huiliu.server.http.doors import actor_of, open_app_of
from huiliu.server.http.payload import Given, Named

router = Router()
_ONE = "/apps/{app}/documents/{kind}/{key}"


class Listed(Schema):
    kind: str
    key: str
    title: dict[str, str]
    icon: str
    published: int | None
    draft: bool
    updated_at: datetime


class Documents(Schema):
    items: list[Listed]


class Draft(Schema):
    content: dict[str, Any]
    rev: int
    published: int | None


class GivenDraft(Given):
    content: dict[str, Any]
    rev: int = Field(ge=0, lt=2**62)


class GivenContent(Given):
    """Absent: the draft."""

    content: dict[str, Any] | None = None


class Problem(Schema):
    path: str
    code: str
    message: str


class Problems(Schema):
    problems: list[Problem]


class Change(Schema):
    kind: str
    path: str
    title: dict[str, str]
    what: str
    setting: str = ""
    """Which setting of the thing changed; empty: the thing as a whole."""
    before: Any
    after: Any
    loses: bool = False
    """Records would stop showing values that they hold."""


class Difference(Schema):
    changes: list[Change]
    affected_records: int


class Between(Schema):
    """Of the two that are compared."""

    before: int | None = Field(default=None, alias="from", ge=0, lt=2**31)
    after: int | None = Field(default=None, alias="to", ge=0, lt=2**31)


class Publish(Given):
    rev: int = Field(ge=0, lt=2**62)
    comment: str = ""


class Rollback(Given):
    version: int = Field(ge=1, lt=2**31)


class Published(Schema):
    version: int


class Version(Schema):
    version: int
    published_at: datetime
    by: Named | None
    comment: str


class Versions(Schema):
    items: list[Version]


class DocumentNamed(Schema):
    kind: str
    key: str
    title: dict[str, str]


class Removal(Schema):
    """What would go: ``records`` and ``runs`` under way, and ``along`` what is about the document
    alone. ``used_by``: what else names it, and keeps it; ``others``: so many more that one does
    not design."""

    records: int
    runs: int
    along: list[DocumentNamed]
    used_by: list[DocumentNamed]
    others: int


class RemovedDocument(DocumentNamed):
    """``along``: what went with it and comes back with it."""

    removed_at: datetime
    by: Named | None
    along: list[DocumentNamed]


class RemovedDocuments(Schema):
    items: list[RemovedDocument]


class Restored(Schema):
    """``job``: what counts a ledger anew, since nothing was posted to it meanwhile."""

    job: str | None


@router.get("/apps/{app}/documents", response=Documents)
def documents(request: HttpRequest, app: str, kind: str = "") -> Documents:
    """Those that one may design."""
    actor, found = actor_of(request), open_app_of(request, app)
    if not design.grants.may_design_something(actor, found):
        design.grants.require_design(actor, found)
    mine = (
        one
        for one in design.drafts.listed(found, kind)
        if design.grants.may_design(actor, found, one.kind, one.key)
    )
    return Documents(items=[Listed(**vars(one)) for one in mine])


@router.get("/apps/{app}/removed-documents", response=RemovedDocuments)
def removed_documents(request: HttpRequest, app: str) -> RemovedDocuments:
    """What may be restored, the newest first. For who designs the app."""
    rows = design.removed(actor_of(request), open_app_of(request, app))
    return RemovedDocuments(items=[_removed(row) for row in rows])


@router.get(_ONE + "/removal", response=Removal)
def what_removal_takes(request: HttpRequest, app: str, kind: str, key: str) -> Removal:
    """Asked before one says yes."""
    found = removal.consequences(actor_of(request), open_app_of(request, app), kind, key)
    return Removal(
        records=found.records,
        runs=found.runs,
        along=_named(found.named_by.along),
        used_by=_named(found.named_by.uses),
        others=found.named_by.others,
    )


@router.delete(_ONE, response={204: None})
def remove(request: HttpRequest, app: str, kind: str, key: str) -> Status[None]:
    """Gone for everybody, with what is about it alone, and kept to be restored; 409
    ``document_in_use`` while anything else names it."""
    removal.remove(actor_of(request), open_app_of(request, app), kind, key)
    return Status(204, None)


@router.post(_ONE + "/restore", response=Restored)
def restore(request: HttpRequest, app: str, kind: str, key: str) -> Restored:
    """As it was, checked against the app of now."""
    job = removal.restore(actor_of(request), open_app_of(request, app), kind, key)
    return Restored(job=None if job is None else str(job))


@router.get(_ONE + "/draft", response=Draft)
def draft(request: HttpRequest, app: str, kind: str, key: str) -> Draft:
    read = design.drafts.read(actor_of(request), open_app_of(request, app), kind, key)
    return Draft(**vars(read))


@router.put(_ONE + "/draft", response=Draft)
def save(request: HttpRequest, app: str, kind: str, key: str, payload: GivenDraft) -> Draft:
    """``rev`` 0 makes a new document."""
    saved = design.drafts.save(
        actor_of(request), open_app_of(request, app), kind, key, payload.content, payload.rev
    )
    return Draft(**vars(saved))


@router.delete(_ONE + "/draft", response={204: None})
def discard(request: HttpRequest, app: str, kind: str, key: str) -> Status[None]:
    design.drafts.discard(actor_of(request), open_app_of(request, app), kind, key)
    return Status(204, None)


@router.post(_ONE + "/validate", response=Problems)
def validate(
    request: HttpRequest, app: str, kind: str, key: str, payload: GivenContent | None = None
) -> Problems:
    actor = actor_of(request)
    content = payload.content if payload else None
    found = design.drafts.problems(actor, open_app_of(request, app), kind, key, content)
    told = [
        Problem(path=one.path, code=one.code, message=fill(one.words, actor.language, one.data))
        for one in found
    ]
    return Problems(problems=told)


@router.get(_ONE + "/diff", response=Difference)
def diff(request: HttpRequest, app: str, kind: str, key: str, asked: Query[Between]) -> Difference:
    """The draft against what is published, or ``?from=1&to=2``."""
    actor, found = actor_of(request), open_app_of(request, app)
    changes = design.compare(actor, found, kind, key, before=asked.before, after=asked.after)
    return Difference(
        changes=[Change(**vars(one)) for one in changes],
        affected_records=design.affected_records(found, kind, key),
    )


@router.post(_ONE + "/publish", response=Published)
def publish(request: HttpRequest, app: str, kind: str, key: str, payload: Publish) -> Published:
    actor, found = actor_of(request), open_app_of(request, app)
    version = design.publish(actor, found, kind, key, rev=payload.rev, comment=payload.comment)
    make_first_group(actor, open_app_of(request, app), kind, key)
    return Published(version=version.n)


@router.get(_ONE + "/versions", response=Versions)
def versions(request: HttpRequest, app: str, kind: str, key: str) -> Versions:
    rows = design.versions(actor_of(request), open_app_of(request, app), kind, key)
    return Versions(items=[_version(row) for row in rows])


@router.post(_ONE + "/rollback", response=Published)
def rollback(request: HttpRequest, app: str, kind: str, key: str, payload: Rollback) -> Published:
    actor, found = actor_of(request), open_app_of(request, app)
    return Published(version=design.rollback(actor, found, kind, key, payload.version).n)


@router.get(_ONE + "/grants", response=Grants)
def grants(request: HttpRequest, app: str, kind: str, key: str) -> Grants:
    actor, found = actor_of(request), open_app_of(request, app)
    design.grants.require_design(actor, found)
    design.drafts.find(found, kind, key)
    return grants_on(actor, found, (kind, key))


@router.put(_ONE + "/grants", response=Grants)
def set_grants(request: HttpRequest, app: str, kind: str, key: str, payload: Grants) -> Grants:
    actor, found = actor_of(request), open_app_of(request, app)
    design.grants.require_design(actor, found)
    design.drafts.find(found, kind, key)
    return change_grants(actor, found, (kind, key), payload)


def _named(found: Iterable[design.Named]) -> list[DocumentNamed]:
    return [DocumentNamed(kind=one.kind, key=one.key, title=dict(one.title)) for one in found]


def _removed(row: design.Removed) -> RemovedDocument:
    by = Named(id=str(row.by.pk), name=str(row.by)) if row.by is not None else None
    return RemovedDocument(
        kind=row.kind,
        key=row.key,
        title=dict(row.title),
        removed_at=row.at,
        by=by,
        along=_named(row.along),
    )


def _version(row: design.DocumentVersion) -> Version:
    person = row.published_by
    by = Named(id=str(person.pk), name=str(person)) if person is not None else None
    return Version(version=row.n, published_at=row.published_at, by=by, comment=row.comment)
