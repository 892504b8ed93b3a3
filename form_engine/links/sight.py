"""What one may see of a document that another hangs together with."""

from __future__ import annotations

from collections.abc import Iterable

from form_engine.catalog import get_plan
from form_engine.queries.reach import narrowed
from form_engine.queries.rights import split_at_reference
from form_engine.titles import titles_of
from form_engine.wording import title_path
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound


def access_to(app: AppRef, form: str, record_id: int, actor: Actor) -> Access | None:
    """The actor's grants as they reach the document; None where they may do nothing at all."""
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return None
    return narrowed(app, get_plan(app, form), record_id, access)


def sees(app: AppRef, form: str, record_id: int, paths: Iterable[str], actor: Actor) -> bool:
    """The document, and all of these paths of it, which may lead on through references."""
    here = access_to(app, form, record_id, actor)
    if here is None or not here.may("view"):
        return False
    plan = get_plan(app, form)
    own = [split_at_reference(plan, path)[0] for path in paths]
    return all(path is not None and here.may_see(path) for path in own)


def seen_title(app: AppRef, form: str, record_id: int, actor: Actor) -> str:
    """Empty for who may not see it."""
    path = title_path(get_plan(app, form))
    if path is None or not sees(app, form, record_id, [path], actor):
        return ""
    return titles_of(app, form, [record_id]).get(record_id, ("", ""))[1]
