"""Every page of the web app, by group: a table each."""

from __future__ import annotations

from tests.e2e.screens.pages import books, designers, flows, organisation, records, start, stock
from tests.e2e.screens.shot import Group

GROUPS: tuple[Group, ...] = (
    start.GROUP,
    records.GROUP,
    flows.GROUP,
    stock.GROUP,
    books.GROUP,
    *designers.GROUPS,
    organisation.GROUP,
)
