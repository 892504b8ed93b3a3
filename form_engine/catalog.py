"""Which forms an app has, and the compiled plan of each: the start of every read and write.

Both are immutable for their key, so a cached one is never stale: forms under ``(app.id, app.rev)``,
plans under form, version and checksum.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock, local
from typing import Generic, TypeVar

from django.db import connection, transaction

from form_engine.document import FormDocument
from form_engine.models import Form, FormVersion
from form_engine.plan import Plan, build
from form_engine.storage import Storage
from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


@dataclass(frozen=True)
class FormRef:
    """A form at its published version."""

    id: int
    key: str
    version: int
    checksum: str


class _Cache(Generic[K, V]):
    """The most recently used, shared by the threads of this process."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._items: OrderedDict[K, V] = OrderedDict()
        self._lock = Lock()

    def get(self, key: K) -> V | None:
        with self._lock:
            found = self._items.get(key)
            if found is not None:
                self._items.move_to_end(key)
            return found

    def drop(self, matches: Callable[[K], bool]) -> None:
        with self._lock:
            for key in [key for key in self._items if matches(key)]:
                del self._items[key]

    def put(self, key: K, value: V) -> None:
        with self._lock:
            self._items[key] = value
            if len(self._items) > self._size:
                self._items.popitem(last=False)


class _Thread(local):
    """Apps whose forms this thread changed in a transaction that may still be undone, with how
    often and the revision it made; and what it read of them since."""

    def __init__(self) -> None:
        self.changed: dict[int, tuple[int, int]] = {}
        self.seen: dict[int, tuple[Hashable, Mapping[str, FormRef]]] = {}

    def clear(self) -> None:
        self.changed.clear()
        self.seen.clear()

    def forget(self, app_id: int) -> None:
        self.changed.pop(app_id, None)
        self.seen.pop(app_id, None)


_thread = _Thread()
_forms: _Cache[tuple[int, int], Mapping[str, FormRef]] = _Cache(200)
_plans: _Cache[tuple[int, int, str], Plan] = _Cache(2000)


def forms_of(app: AppRef) -> Mapping[str, FormRef]:
    """By key. While a publish of this transaction may still be undone, only this thread remembers.

    The revision a publish makes never comes again, so who has it sees what was published with it;
    for an older one this thread asks each time whether the publish was undone."""
    if not connection.in_atomic_block:
        _thread.clear()
    if app.id in _thread.changed:
        return _uncertain(app)
    found = _forms.get((app.id, app.rev))
    if found is None:
        found = {form.key: form for form in published_forms(app)}
        _forms.put((app.id, app.rev), found)
    return found


def _uncertain(app: AppRef) -> Mapping[str, FormRef]:
    count, made = _thread.changed[app.id]
    key = (count, app.rev) if app.rev >= made else (count, app.rev, *_stand(app))
    seen = _thread.seen.get(app.id)
    if seen is None or seen[0] != key:
        seen = (key, {form.key: form for form in published_forms(app)})
        _thread.seen[app.id] = seen
    return seen[1]


def _stand(app: AppRef) -> tuple[int, int]:
    """What a savepoint that rolls back takes back with the forms."""
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT COUNT(version), COALESCE(SUM(version), 0) FROM "form_engine_form"'
            " WHERE app_id = %s",
            [app.id],
        )
        count, versions = cursor.fetchone()
    return int(count), int(versions)


def published_forms(app: AppRef) -> list[FormRef]:
    """What the database says now, whatever the caller's ``app`` still believes."""
    rows = Form.objects.filter(app_id=app.id, version__isnull=False)
    return [
        FormRef(row["id"], row["key"], row["version"] or 0, row["checksum"])
        for row in rows.values("id", "key", "version", "checksum")
    ]


def forms_changed(app: AppRef) -> None:
    """A publisher says so, inside its transaction, with the app at the revision it makes.
    Committed, that revision is the key."""
    count, _ = _thread.changed.get(app.id, (0, 0))
    _thread.changed[app.id] = (count + 1, app.rev)
    transaction.on_commit(lambda: _thread.forget(app.id))
    _forms.drop(lambda key: key[0] == app.id)


def find_form(app: AppRef, key: str) -> FormRef | None:
    return forms_of(app).get(key)


def get_plan(app: AppRef, key: str) -> Plan:
    """The plan of the form as it is published; NotFound if there is no such form."""
    form = find_form(app, key)
    if form is None:
        raise NotFound
    return plan_of(form)


def plan_of(form: FormRef) -> Plan:
    key = (form.id, form.version, form.checksum)
    found = _plans.get(key)
    if found is None:
        found = _compiled(form.id, form.version)
        _plans.put(key, found)
    return found


def plan_of_version(app: AppRef, key: str, number: int) -> Plan:
    """Any version that was ever published, for reading history."""
    form = find_form(app, key)
    if form is None:
        raise NotFound
    if number == form.version:
        return plan_of(form)
    cached = (form.id, number, "")
    found = _plans.get(cached)
    if found is None:
        found = _compiled(form.id, number)
        _plans.put(cached, found)
    return found


def _compiled(form_id: int, number: int) -> Plan:
    row = FormVersion.objects.get(form_id=form_id, number=number)
    document = FormDocument.parse(row.document)
    return build(document, Storage.of_json(row.storage), form_id=form_id, version=number)
