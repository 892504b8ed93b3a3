"""Publishes the app document: its row is written anew, nothing else is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from huiliu.core.actor import AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.ports import Problem
from huiliu.design.app_document import AppDocument
from huiliu.design.models import App, Document
from huiliu.design.standing import adopt, compiled

_TWICE = {"zh-CN": "在导航中出现了两次。", "en": "Stands in the navigation twice."}
_ID_TWICE = {"zh-CN": "标识“{id}”重复。", "en": "The id “{id}” is there twice."}


class AppPublisher:
    """``ports.Publisher`` for the kind ``app``. What a line leads to may be missing: it was
    deleted, or comes with the rest of a bundle; then nobody sees the line."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            document = AppDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        return [*_things_twice(document), *_ids_twice(document)]

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> None: ...

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None:
        App.objects.filter(pk=app.id).update(**compiled(AppDocument.parse(content)))

    def standing(self, app: AppRef) -> Document:
        """What is in force though nobody published it."""
        return adopt(app)


def _things_twice(document: AppDocument) -> list[Problem]:
    count = Counter((entry.kind, entry.key) for _, entry in document.entries())
    seen: set[tuple[str, str]] = set()
    found = []
    for path, entry in document.entries():
        thing = (entry.kind, entry.key)
        if count[thing] > 1 and thing in seen:
            found.append(Problem(path, "twice", _TWICE))
        seen.add(thing)
    return found


def _ids_twice(document: AppDocument) -> list[Problem]:
    ids = [entry.id for _, entry in document.entries()]
    groups = [group.id for group in document.groups]
    workplaces = [one.id for one in document.workplaces]
    return [
        Problem(path, "id_twice", _ID_TWICE, {"id": id})
        for path, given in (("groups", ids), ("groups", groups), ("workplaces", workplaces))
        for id, n in Counter(given).items()
        if n > 1
    ]
