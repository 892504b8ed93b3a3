"""Everywhere at once: where one may go, and records by what the lists of their forms search.

Records come through the same question as a list asks: rows, hidden fields and words are decided
there, form by form.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router, Schema

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.design import api as design
from huiliu.server.http.apps import AppSummary, summary_of
from huiliu.server.http.doors import actor_of, is_open
from huiliu.server.http.navigation import Item, Title, navigation_of, open_things

router = Router()
_MOST = 20
_MOST_OF_A_FORM = 4
_DESIGNED = ("flow", "automation", "ledger", "voucher_rule")
_SECONDS = 1.5
"""Then what was found until now is the answer."""


class Place(Item):
    may_create: bool


class Design(Schema):
    """What stands in no navigation and is designed."""

    kind: str
    key: str
    title: Title


class AppPlaces(AppSummary):
    """``designs``: of whoever asks."""

    items: list[Place]
    designs: list[Design]


class Places(Schema):
    apps: list[AppPlaces]


class FoundRecord(Schema):
    app: str
    form: str
    form_title: Title
    id: str
    title: str


class Found(Schema):
    """``partial``: there is more, or there was no time to look everywhere."""

    records: list[FoundRecord]
    partial: bool


@router.get("/places", response=Places)
def places(request: HttpRequest) -> Places:
    """The navigation of every app, for those who jump."""
    actor = actor_of(request)
    return Places(apps=[_places(actor, row, app) for row, app in _apps(actor)])


@router.get("/search", response=Found)
def search(
    request: HttpRequest,
    words: Annotated[str, Query(min_length=1, max_length=200)],
    app: Annotated[str, Query(max_length=63)] = "",
) -> Found:
    """``app``: where one is; what is there comes first."""
    actor = actor_of(request)
    found: list[FoundRecord] = []
    until = time.monotonic() + _SECONDS
    for where, form, access in _forms(actor, app):
        if len(found) >= _MOST or time.monotonic() > until:
            return Found(records=found[:_MOST], partial=True)
        found += _in_form(where, form, access, words)
    return Found(records=found[:_MOST], partial=len(found) > _MOST)


def _apps(actor: Actor) -> list[tuple[design.App, AppRef]]:
    rows = design.apps.apps_of(actor.workspace_id)
    found = [(row, design.ref_of(row)) for row in rows]
    return [(row, app) for row, app in found if is_open(actor, app)]


def _places(actor: Actor, row: design.App, app: AppRef) -> AppPlaces:
    groups = navigation_of(app, row.navigation, open_things(actor, app))
    items = [item for group in groups for item in group.items]
    return AppPlaces(
        **summary_of(actor, row, app).model_dump(),
        items=[Place(**vars(item), may_create=_may_create(actor, app, item)) for item in items],
        designs=list(_designs(actor, app)),
    )


def _designs(actor: Actor, app: AppRef) -> Iterator[Design]:
    for kind in _DESIGNED:
        for one in ports.documents().published(app, kind):
            if design.grants.may_design(actor, app, kind, one.key):
                yield Design(kind=kind, key=one.key, title=one.content.get("title", {}))


def _may_create(actor: Actor, app: AppRef, item: Item) -> bool:
    if item.kind != "form":
        return False
    access = _access(actor, app, item.key)
    return access is not None and access.may("create")


def _access(actor: Actor, app: AppRef, form: str) -> Access | None:
    try:
        return ports.permissions().access(actor, app, form)
    except NotFound:
        return None


def _forms(actor: Actor, first: str) -> Iterator[tuple[AppRef, Item, Access]]:
    """Those one finds in the navigation and may look into."""
    for row, app in sorted(_apps(actor), key=lambda one: one[1].key != first):
        for group in navigation_of(app, row.navigation, open_things(actor, app)):
            for item in group.items:
                access = _access(actor, app, item.key) if item.kind == "form" else None
                if access is not None and access.may("view"):
                    yield app, item, access


def _in_form(app: AppRef, form: Item, access: Access, words: str) -> list[FoundRecord]:
    asked = forms.Query(search=words, fields=(), limit=_MOST_OF_A_FORM)
    return [
        FoundRecord(
            app=app.key, form=form.key, form_title=form.title, id=one["id"], title=one["title"]
        )
        for one in forms.query(app, form.key, asked, access=access).items
    ]
