"""Whether an actor sees what is at a path, wherever it leads: for whoever adds it up for them."""

from __future__ import annotations

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.forms import Shapes, split_path


def sees_path(
    app: AppRef, form: str, path: str, actor: Actor, shapes: Shapes, *, all_rows: bool = False
) -> bool:
    """On every row of the form that they see; behind a reference also: that they see all rows."""
    shape = shapes(form)
    step = split_path(shape, path) if shape else None
    if step is None:
        return True
    first, rest = step
    if not _shows(app, form, first.path, actor, all_rows):
        return False
    return not rest or sees_path(app, first.form, rest, actor, shapes, all_rows=True)


def _shows(app: AppRef, form: str, path: str, actor: Actor, all_rows: bool) -> bool:
    try:
        access = ports.permissions().access(actor, app, form)
    except NotFound:
        return False
    if access.everything:
        return True
    grants = access.with_action("view")
    reaches = any(grant.rows is None for grant in grants) if all_rows else bool(grants)
    return reaches and all(grant.may_see(path) for grant in grants)
