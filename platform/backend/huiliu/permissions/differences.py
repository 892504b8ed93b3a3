"""What is different between two sets of groups, setting by setting. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from huiliu.core.text import Words

Json = Mapping[str, Any]
_SETTINGS: Mapping[str, Any] = {
    "title": {}, "enabled": True, "members": {}, "actions": [], "fields": {}, "rows": None,
}  # fmt: skip
_ORDER = 100


@dataclass(frozen=True)
class GroupChange:
    """``path``: the group; empty with ``setting`` ``order``: the groups stand in another order."""

    kind: Literal["added", "removed", "changed"]
    path: str
    title: Words
    setting: str = ""
    before: Any = None
    after: Any = None


def differences(before: Mapping[str, Json], after: Mapping[str, Json]) -> list[GroupChange]:
    """Both by key."""
    return list(_all(before, after))


def _all(before: Mapping[str, Json], after: Mapping[str, Json]) -> Iterator[GroupChange]:
    for key in dict.fromkeys((*before, *after)):
        old, new = before.get(key), after.get(key)
        if old is None:
            yield GroupChange("added", key, _title(new or {}), after=new)
        elif new is None:
            yield GroupChange("removed", key, _title(old), before=old)
        else:
            yield from _inside(key, old, new)
    if _order(before, after) != _order(after, before):
        yield GroupChange("changed", "", {}, "order")


def _inside(key: str, old: Json, new: Json) -> Iterator[GroupChange]:
    for setting, default in _SETTINGS.items():
        was, now = old.get(setting, default), new.get(setting, default)
        if was != now:
            yield GroupChange("changed", key, _title(new), setting, was, now)


def _order(these: Mapping[str, Json], those: Mapping[str, Json]) -> list[str]:
    """Of the groups that are in both."""
    return sorted(
        (key for key in these if key in those),
        key=lambda key: (these[key].get("order", _ORDER), key),
    )


def _title(content: Json) -> Words:
    title = content.get("title")
    return title if isinstance(title, dict) else {}
