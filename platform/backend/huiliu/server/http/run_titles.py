"""What administrators may read of the records whose flows they oversee: no more than others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.core.text import choose

Record = tuple[str, str]
"""Form and public id."""


def titled_forms(actor: Actor, app: AppRef) -> list[str]:
    """The forms whose every title the actor sees: those that may be searched by it."""
    keys = [one.key for one in ports.documents().published(app, "form")]
    return [key for key in keys if _shows(app, key, _titling(actor, app, key), everywhere=True)]


def titled_records(actor: Actor, app: AppRef, asked: Iterable[Record]) -> set[Record]:
    """Those whose title the actor sees. One question a form."""
    by_form: dict[str, list[str | bool | None]] = defaultdict(list)
    for form, uid in asked:
        by_form[form].append(uid)
    found: set[Record] = set()
    for form, uids in by_form.items():
        access = _titling(actor, app, form)
        if access is not None and _shows(app, form, access):
            here = Condition(cond=(Term(field="$id", op="in", value=uids),))
            records = forms.records.find(app, form, here, access=access, limit=len(uids))
            found |= {(form, record.uid) for record in records}
    return found


def form_title(app: AppRef, form: str, language: str) -> str:
    document = ports.documents().find(app, "form", form)
    return choose(document.content["title"], language) if document is not None else form


def _titling(actor: Actor, app: AppRef, form: str) -> Access | None:
    """Only the groups that show the title."""
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return None
    grants = access.with_action("view")
    return replace(access, grants=tuple(g for g in grants if _shows(app, form, _only(access, g))))


def _only(access: Access, grant: Grant) -> Access:
    return replace(access, grants=(grant,))


def _shows(app: AppRef, form: str, access: Access | None, *, everywhere: bool = False) -> bool:
    if access is None:
        return False
    grants = [grant for grant in access.grants if grant.rows is None or not everywhere]
    return access.everything or (
        bool(grants) and forms.shows_title(app, form, replace(access, grants=tuple(grants)))
    )
