"""The engine as the others know it: ``ports.Records``, and what the server needs besides."""

from __future__ import annotations

from form_engine.catalog import get_plan
from form_engine.flow_files import attach
from form_engine.links import closing, reversing
from form_engine.links.sight import seen_title
from form_engine.queries import reading, wire
from form_engine.queries.far_values import values_of
from form_engine.queries.ids import ids_of
from form_engine.queries.latest import latest
from form_engine.queries.paths import called_of, operand_of
from form_engine.queries.row_texts import row_texts
from form_engine.queries.totals import totals
from form_engine.records import (
    changing,
    creating,
    derived,
    ending,
    posting_again,
    renumbering,
    submitting,
)
from form_engine.titles import titles_of
from huiliu.core.actor import AppRef
from huiliu.core.expressions.sql import Operand


class FormRecords:
    """Every writer goes through the whole pipeline; every reader takes an ``Access``."""

    create = staticmethod(creating.create)
    create_many = staticmethod(creating.create_many)
    change = staticmethod(changing.change)
    remove = staticmethod(ending.remove)
    restore = staticmethod(ending.restore)
    submit = staticmethod(submitting.submit)
    withdraw = staticmethod(submitting.withdraw)
    decide = staticmethod(submitting.decide)
    take_up = staticmethod(submitting.take_up)
    unapprove = staticmethod(ending.unapprove)
    void = staticmethod(ending.void)
    close = staticmethod(closing.close)
    reopen = staticmethod(closing.reopen)
    reverse = staticmethod(reversing.reverse)
    retract = staticmethod(ending.retract)
    post_again = staticmethod(posting_again.post_again)
    write_derived = staticmethod(derived.write_derived)
    renumber = staticmethod(renumbering.renumber)

    read = staticmethod(reading.read)
    find = staticmethod(reading.find)
    latest = staticmethod(latest)
    lookup = staticmethod(reading.lookup)
    titles = staticmethod(titles_of)
    seen_title = staticmethod(seen_title)
    ids = staticmethod(ids_of)
    values = staticmethod(values_of)
    to_json = staticmethod(wire.to_json)
    texts = staticmethod(wire.texts)
    row_texts = staticmethod(row_texts)
    attach = staticmethod(attach)
    totals = staticmethod(totals)

    def operand(self, app: AppRef, form: str, id_sql: str, path: str) -> Operand:
        return operand_of(app, get_plan(app, form), id_sql, path)

    def called(self, app: AppRef, form: str, id_sql: str) -> Operand:
        return called_of(get_plan(app, form), id_sql)
