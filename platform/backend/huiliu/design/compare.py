"""The difference between a draft and what is published, or between two versions, and its reach."""

from __future__ import annotations

from typing import Any

from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.design import drafts
from huiliu.design.difference import Change, difference
from huiliu.design.grants import require_design
from huiliu.design.models import Document
from huiliu.design.publish import version_of
from huiliu.design.publishers import publisher_of


def compare(
    by: Actor,
    app: AppRef,
    kind: str,
    key: str,
    *,
    before: int | None = None,
    after: int | None = None,
) -> list[Change]:
    """``before`` defaults to what is published, ``after`` to the draft. A publisher may know
    better what changed: its own ``difference(before, after)`` is asked first, unless the draft is
    not even readable yet."""
    require_design(by, app, kind, key)
    document = drafts.find(app, kind, key)
    old = _content(document, before if before is not None else document.published or 0)
    new = _content(document, after) if after is not None else drafts.content_of(document)
    own = getattr(publisher_of(kind), "difference", None)
    try:
        found: list[Change] = difference(old, new) if own is None else own(old, new)
    except InvalidDocument:
        return difference(old, new)
    return found


def affected_records(app: AppRef, kind: str, key: str) -> int:
    """How many records a publish touches, where the publisher can say so."""
    count = getattr(publisher_of(kind), "affected_records", None)
    return int(count(app, key)) if count is not None else 0


def _content(document: Document, n: int) -> dict[str, Any]:
    """Version 0 is the empty sheet before the first."""
    return dict(version_of(document, n).content) if n else {}
