"""Lists as members like to see them. One's own, and those that an administrator shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.db.models import Q

from form_engine.catalog import get_plan
from form_engine.far_sight import far_sight
from form_engine.models import SavedView
from form_engine.queries.paths import target_form
from form_engine.queries.rights import split_at_reference
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import Forbidden, NotFound
from huiliu.core.expressions.conditions import paths


def views_of(app: AppRef, form: str, access: Access) -> list[SavedView]:
    """Columns that the reader may not see are left out, and so is what would filter or sort by
    such a field: of one's own view that part, of somebody else's the whole view."""
    actor = access.actor
    mine = Q(member_id=actor.member_id) | Q(shared=True)
    rows = SavedView.objects.filter(mine, app_id=app.id, form=form).order_by("name", "id")
    plan, there = get_plan(app, form), far_sight(app, access)

    def sees(path: str) -> bool:
        own, rest = split_at_reference(plan, path)
        known = own is not None and access.may_see(own)
        return known and (not rest or there(target_form(plan, str(own)), rest))

    return [row for row in rows if _narrow(row, sees) or row.member_id == actor.member_id]


def _narrow(view: SavedView, sees: Callable[[str], bool]) -> bool:
    """Whether its filter and sort stay as they are."""
    given = view.content
    content = {**given, "columns": [p for p in given.get("columns") or () if sees(p)]}
    widths = given.get("widths")
    if widths is not None:
        content["widths"] = {path: width for path, width in widths.items() if sees(path)}
    condition = Condition.model_validate(given.get("filter") or {"cond": []})
    whole = all(map(sees, paths(condition)))
    if not whole:
        content["filter"] = None
    content["sort"] = [one for one in given.get("sort") or () if sees(one["field"])]
    view.content = content
    return whole and content["sort"] == list(given.get("sort") or ())


def save_view(
    app: AppRef,
    form: str,
    actor: Actor,
    *,
    name: str,
    content: Mapping[str, Any],
    shared: bool = False,
    view_id: int | None = None,
) -> SavedView:
    """Only administrators share, and change what is shared."""
    if shared and not actor.is_admin:
        raise Forbidden
    if view_id is None:
        view = SavedView(app_id=app.id, form=form, member_id=actor.member_id)
    else:
        view = _own(app, form, actor, view_id)
    view.name, view.content, view.shared = name[:100], dict(content), shared
    view.save()
    return view


def delete_view(app: AppRef, form: str, actor: Actor, view_id: int) -> None:
    _own(app, form, actor, view_id).delete()


def _own(app: AppRef, form: str, actor: Actor, view_id: int) -> SavedView:
    view = SavedView.objects.filter(pk=view_id, app_id=app.id, form=form).first()
    mine = view is not None and view.member_id == actor.member_id
    if view is None or not (mine or (view.shared and actor.is_admin)):
        raise NotFound
    return view
