"""Documents of one kind that are designed as one sheet: the permission groups of a form.

Each stays a document with versions of its own; the sheet is saved, published and led back whole,
each time in one transaction and at one revision of the app. An empty content says that a document
goes: as a draft, that it will at the next publishing; as a version, that it was gone from then on.
For kinds whose publisher has nothing to undo when a document goes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from huiliu.core import ports, revision
from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import FieldError, NotFound, StaleRevision, ValidationFailed
from huiliu.core.ports import Problem
from huiliu.design.drafts import content_of, require_shape
from huiliu.design.grants import require_design
from huiliu.design.models import App, Document, DocumentVersion
from huiliu.design.publish import last_version, store_version, tell
from huiliu.design.published import ref_of
from huiliu.design.publishers import publisher_of

Json = Mapping[str, Any]
MOST = 200
"""Documents of one sheet."""
_DIGITS = 13


@dataclass(frozen=True)
class Sheet:
    """Those of ``kind`` whose content says ``{name: value}``: permissions on the form ``order``."""

    app: AppRef
    kind: str
    name: str
    value: str

    def holds(self, content: Json) -> bool:
        return content.get(self.name) == self.value


@dataclass(frozen=True)
class SheetDraft:
    """``rev`` is a digest of all revisions: it says whether anybody saved in between."""

    contents: tuple[Json, ...]
    rev: int
    published: int | None


@dataclass(frozen=True)
class Moment:
    """One publishing of the sheet. ``last`` is the newest version that belongs to it."""

    n: int
    published_at: datetime
    by: Any
    comment: str
    last: int


def read_sheet(by: Actor, sheet: Sheet) -> SheetDraft:
    require_design(by, sheet.app)
    return _draft(sheet, _documents(sheet))


def published_sheet(sheet: Sheet) -> dict[str, Json]:
    found = ports.documents().published(sheet.app, sheet.kind)
    return {one.key: one.content for one in found if sheet.holds(one.content)}


@transaction.atomic
def save_sheet(by: Actor, sheet: Sheet, contents: Sequence[Json], rev: int) -> SheetDraft:
    """``contents`` is the whole sheet: what is not among them goes."""
    require_design(by, sheet.app)
    keys = _checked(sheet, contents)
    App.objects.select_for_update().get(pk=sheet.app.id)
    documents = _documents(sheet)
    if _digest(documents) != rev:
        raise StaleRevision
    given = dict(zip(keys, contents, strict=True))
    for document in _with_new(sheet, documents, keys):
        _save_one(document, given.get(document.key), published_sheet(sheet).get(document.key))
    return _draft(sheet, _documents(sheet))


def sheet_problems(by: Actor, sheet: Sheet, contents: Sequence[Json]) -> list[Problem]:
    """Their paths begin with the place in ``contents``."""
    require_design(by, sheet.app)
    keys = _checked(sheet, contents)
    return [
        replace(problem, path=f"{place}.{problem.path}")
        for place, (key, content) in enumerate(zip(keys, contents, strict=True))
        for problem in publisher_of(sheet.kind).validate(sheet.app, key, content)
    ]


def publish_sheet(by: Actor, sheet: Sheet, *, rev: int, comment: str = "") -> int:
    """The number of the moment that it made; the last one's where nothing differs."""
    require_design(by, sheet.app)
    documents = _documents(sheet)
    if _digest(documents) != rev:
        raise StaleRevision
    changed = {one.key: dict(one.draft) for one in documents if one.draft is not None}
    return _publish(by, sheet, documents, changed, comment)


def sheet_moments(by: Actor, sheet: Sheet) -> list[Moment]:
    """Oldest first."""
    require_design(by, sheet.app)
    return _moments(_versions(sheet))


def rollback_sheet(by: Actor, sheet: Sheet, n: int) -> int:
    """Every document as it was at that moment, published anew; drafts in work stay drafts."""
    require_design(by, sheet.app)
    versions = _versions(sheet)
    moment = next((one for one in _moments(versions) if one.n == n), None)
    if moment is None:
        raise NotFound
    then: dict[str, Json] = {}
    for version in versions:
        if version.pk <= moment.last:
            then[version.document.key] = version.content
    now = published_sheet(sheet)
    changed = {
        key: dict(then.get(key, {}))
        for key in dict.fromkeys((*now, *then))
        if then.get(key, {}) != now.get(key, {})
    }
    return _publish(by, sheet, _documents(sheet, also=changed), changed, f"↺ {n}")


def _publish(
    by: Actor,
    sheet: Sheet,
    documents: Sequence[Document],
    changed: Mapping[str, Json],
    comment: str,
) -> int:
    mine = [one for one in documents if one.key in changed]
    if mine:
        publisher = publisher_of(sheet.kind)
        _require_valid(sheet, changed)
        with transaction.atomic():
            row = App.objects.select_for_update().get(pk=sheet.app.id)
            if _digest(_documents(sheet, also=changed)) != _digest(documents):
                raise StaleRevision
            now = ports.clock().now()
            stored = [(one, _store(by, one, changed[one.key], comment, now)) for one in mine]
            # Raised before the flips, as in publish.
            row.rev = revision.following(row.rev)
            row.save(update_fields=["rev"])
            for one, n in stored:
                content = changed[one.key]
                if content:
                    made = publisher.prepare(ref_of(row), one.key, n, content)
                    publisher.flip(ref_of(row), one.key, n, content, made)
                tell(row, sheet.kind, one.key, n)
    return len(_moments(_versions(sheet)))


def _require_valid(sheet: Sheet, changed: Mapping[str, Json]) -> None:
    publisher = publisher_of(sheet.kind)
    found = [
        replace(problem, path=f"{key}.{problem.path}")
        for key, content in changed.items()
        if content
        for problem in publisher.validate(sheet.app, key, content)
    ]
    if found:
        raise InvalidDocument(found)


def _store(by: Actor, document: Document, content: Json, comment: str, at: datetime) -> int:
    n = last_version(document) + 1
    store_version(by, document, n, content, comment, at=at)
    if not content:
        document.published = document.draft = None
        document.save(update_fields=["published", "draft"])
    return n


def _save_one(document: Document, content: Json | None, published: Json | None) -> None:
    if content is None and published is None and document.pk and not document.versions.exists():
        document.delete()
        return
    wanted = {} if content is None else dict(content)
    draft = None if wanted == (published or {}) else wanted
    if document.pk and document.draft == draft:
        return
    document.draft = draft
    document.draft_rev += 1
    document.updated_at = ports.clock().now()
    document.save()


def _with_new(sheet: Sheet, documents: Sequence[Document], keys: Sequence[str]) -> list[Document]:
    """Those that exist and those that are new; a key of another sheet is refused."""
    here = {one.key for one in documents}
    new = [key for key in keys if key not in here]
    others = Document.objects.filter(app=sheet.app.id, kind=sheet.kind, key__in=new)
    gone = [one for one in others if _may_begin_anew(one)]
    if taken := {one.key for one in others} - {one.key for one in gone}:
        raise ValidationFailed(fields={key: [FieldError("not_unique")] for key in sorted(taken)})
    back = {one.key for one in gone}
    made = [
        Document(app_id=sheet.app.id, kind=sheet.kind, key=key) for key in new if key not in back
    ]
    return [*documents, *gone, *made]


def _may_begin_anew(one: Document) -> bool:
    """Taken out of its sheet, and not waiting to come back with its form."""
    return one.published is None and one.draft is None and one.removed_at is None


def _checked(sheet: Sheet, contents: Sequence[Json]) -> list[str]:
    if len(contents) > MOST:
        error = FieldError("too_many", data={"max": str(MOST)})
        raise ValidationFailed(fields={"content": [error]})
    keys = [str(content.get("id", "")) for content in contents]
    for key, content in zip(keys, contents, strict=True):
        require_shape(sheet.kind, key, content)
        if not sheet.holds(content):
            raise ValidationFailed(fields={key: [FieldError("bad_value")]})
    if len(set(keys)) != len(keys):
        raise ValidationFailed(fields={"content": [FieldError("not_unique")]})
    return keys


def _documents(sheet: Sheet, also: Mapping[str, Any] | None = None) -> list[Document]:
    """Those on the sheet, by their draft or by what is published; ``also``: and of these keys."""
    drafted = Q(**{f"draft__{sheet.name}": sheet.value})
    keys = {*published_sheet(sheet), *(also or ())}
    rows = Document.objects.filter(drafted | Q(key__in=keys), app=sheet.app.id, kind=sheet.kind)
    return list(rows.order_by("key"))


def _draft(sheet: Sheet, documents: Sequence[Document]) -> SheetDraft:
    contents = (content_of(one) for one in documents)
    versions = _versions(sheet)
    return SheetDraft(
        tuple(content for content in contents if content),
        _digest(documents),
        len(_moments(versions)) if versions else None,
    )


def _digest(documents: Sequence[Document]) -> int:
    text = ",".join(f"{one.key}:{one.draft_rev}" for one in sorted(documents, key=_key))
    return int(hashlib.sha256(text.encode()).hexdigest()[:_DIGITS], 16) if documents else 0


def _key(document: Document) -> str:
    return document.key


def _versions(sheet: Sheet) -> list[DocumentVersion]:
    """Of every document that was ever on the sheet, oldest first."""
    all_of = DocumentVersion.objects.filter(document__app=sheet.app.id, document__kind=sheet.kind)
    ever = all_of.filter(**{f"content__{sheet.name}": sheet.value}).values("document")
    rows = all_of.filter(document__in=ever).select_related("document", "published_by")
    return list(rows.order_by("pk"))


def _moments(versions: Sequence[DocumentVersion]) -> list[Moment]:
    """What was published at the same time, no document twice, is one moment."""
    found: list[Moment] = []
    seen: set[int] = set()
    for version in versions:
        is_same = found and found[-1].published_at == version.published_at
        if is_same and version.document_id not in seen:
            found[-1] = replace(found[-1], last=version.pk)
            seen.add(version.document_id)
            continue
        seen = {version.document_id}
        found.append(_moment(len(found) + 1, version))
    return found


def _moment(n: int, version: DocumentVersion) -> Moment:
    return Moment(n, version.published_at, version.published_by, version.comment, version.pk)
