"""Published documents and records held in memory, for engines that only read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import NotFound
from huiliu.core.ports import PublishedDocument
from huiliu.core.records import EventName, Record, RecordEvent, State, Values

APP = AppRef(1, "jxc", 1, 1)
MOMENT = datetime(2026, 10, 1, 2, 0, tzinfo=UTC)


@dataclass
class FakeDocuments:
    """The published documents of any number of apps. ``publish`` makes a new revision."""

    apps: dict[int, AppRef] = field(default_factory=lambda: {APP.id: APP})
    content: dict[tuple[int, str, str], PublishedDocument] = field(default_factory=dict)

    def app(self, workspace_id: int, key: str) -> AppRef:
        for app in self.apps.values():
            if (app.workspace_id, app.key) == (workspace_id, key):
                return app
        raise NotFound

    def app_by_id(self, app_id: int) -> AppRef:
        return self.apps[app_id]

    def published(self, app: AppRef, kind: str) -> Sequence[PublishedDocument]:
        return [d for (a, k, _), d in sorted(self.content.items()) if (a, k) == (app.id, kind)]

    def find(self, app: AppRef, kind: str, key: str) -> PublishedDocument | None:
        return self.content.get((app.id, kind, key))

    def publish(self, app: AppRef, content: Mapping[str, Any]) -> AppRef:
        place = (app.id, str(content["kind"]), str(content["id"]))
        before = self.content.get(place)
        version = before.version + 1 if before else 1
        self.content[place] = PublishedDocument(place[1], place[2], version, content)
        now = self.apps[app.id]
        self.apps[app.id] = AppRef(now.id, now.key, now.rev + 1, now.workspace_id)
        return self.apps[app.id]


@dataclass
class TitledRecords:
    """Records of other forms, known only by id, title and values: ``{("product", 1): {...}}``."""

    known: dict[tuple[str, int], Values] = field(default_factory=dict)
    derived: dict[tuple[str, int], dict[tuple[str, int | None], Any]] = field(default_factory=dict)
    """What was written into records last."""
    unseen: set[tuple[str, int]] = field(default_factory=set)
    """Records that nobody may see."""

    def write_derived(
        self,
        app: AppRef,
        form: str,
        record_id: int,
        given: Mapping[tuple[str, int | None], Any],
        *,
        actor: Actor,
        cause: Cause,
    ) -> None:
        self.derived[form, record_id] = dict(given)

    def titles(self, app: AppRef, form: str, ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
        return {i: (f"{form}-{i}", self._title(form, i)) for i in ids}

    def seen_title(self, app: AppRef, form: str, record_id: int, actor: Actor) -> str:
        return "" if (form, record_id) in self.unseen else self._title(form, record_id)

    def _title(self, form: str, id_: int) -> str:
        return str(self.known.get((form, id_), {}).get("name", f"{form} {id_}"))

    def ids(self, app: AppRef, form: str, uids: Sequence[str]) -> Mapping[str, int]:
        return {uid: int(uid.rpartition("-")[2]) for uid in uids if uid.startswith(f"{form}-")}

    def values(
        self, app: AppRef, form: str, ids: Sequence[int], paths: Sequence[str]
    ) -> Mapping[int, Mapping[str, Any]]:
        return {i: {p: self.known.get((form, i), {}).get(p) for p in paths} for i in ids}


def record(
    form: str, id_: int, values: Values, *, state: State | None = "approved", app: AppRef = APP
) -> Record:
    return Record(app, form, id_, f"{form}-{id_}", 1, 1, state, values, 2, 1, MOMENT, MOMENT)


def event(name: EventName, about: Record) -> RecordEvent:
    return RecordEvent(name, about)
