"""The one record that comes last among those a reader reaches."""

from __future__ import annotations

from form_engine.queries import reading
from form_engine.queries.listing import Query, Sort, query
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.records import Record


def latest(
    app: AppRef, form: str, where: Condition, *, by: str | None, access: Access
) -> Record | None:
    """With all its rows. ``by``: the field whose greatest value is the last, of equals the newest;
    None: the newest. Raises ValidationFailed for a path that the reader does not see."""
    newest = Sort("$id", desc=True)
    sort = (newest,) if by is None else (Sort(by, desc=True), newest)
    found = query(app, form, Query(filter=where, sort=sort, fields=(), limit=1), access=access)
    if not found.records:
        return None
    return reading.read(app, form, found.records[0].id, access=access)
