"""What of an app stands on the left: the designer's order and words, the member's rights."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from ninja import Schema

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.design import api as design
from huiliu.permissions import api as permissions
from huiliu.reports import api as reports

Title = dict[str, str]
Thing = design.Thing
_THINGS: tuple[Thing, ...] = ("form", "ledger", "journal", "report", "page")
_OTHERS: Title = {"zh-CN": "其他", "en": "Other"}


class Item(Schema):
    kind: Thing
    key: str
    title: Title
    icon: str
    color: str


class NavigationGroup(Schema):
    group: Title
    items: list[Item]


def open_things(actor: Actor, app: AppRef) -> frozenset[tuple[str, str]]:
    return permissions.reach(actor, app) | {
        ("report", key) for key in reports.readable_reports(app, actor)
    }


def navigation_of(
    app: AppRef, groups: list[dict[str, Any]], reached: Collection[tuple[str, str]]
) -> list[NavigationGroup]:
    """What somebody may open, ``reached``, and is not hidden, in the designer's order; what has no
    place there comes last."""
    shown = []
    for group in [*groups, {"group": _OTHERS, "items": list(_unplaced(app, groups))}]:
        in_sight = [item for item in group["items"] if not item.get("hidden")]
        wanted = [item for item in in_sight if (item["kind"], item["key"]) in reached]
        items = [found for item in wanted if (found := _item(app, item)) is not None]
        if items:
            shown.append(NavigationGroup(group=group["group"], items=items))
    return shown


def _unplaced(app: AppRef, groups: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    placed = {(item["kind"], item["key"]) for group in groups for item in group["items"]}
    for kind in _THINGS:
        for one in ports.documents().published(app, kind):
            if (kind, one.key) not in placed:
                yield {"kind": kind, "key": one.key}


def _item(app: AppRef, item: Mapping[str, Any]) -> Item | None:
    document = ports.documents().find(app, item["kind"], item["key"])
    if document is None:
        return None
    content = document.content
    return Item(
        kind=item["kind"],
        key=item["key"],
        title=item.get("title") or content.get("title", {}),
        icon=item.get("icon") or content.get("icon") or "",
        color=item.get("color") or "",
    )
