"""The front door of the form engine. What is not here is not for others."""

from __future__ import annotations

from form_engine.catalog import forms_of, get_plan
from form_engine.copied_values import copied_values
from form_engine.document import FormDocument
from form_engine.exchange.appending import Appended, append
from form_engine.exchange.exporting import export
from form_engine.exchange.guessing import SheetGuess, guess
from form_engine.exchange.jobs import start_export, start_import
from form_engine.far_sight import far_sight
from form_engine.file_access import get_file
from form_engine.files import as_json as file_as_json
from form_engine.files import path_of, store_file
from form_engine.flow_files import file_names
from form_engine.form_view import demanding, form_actions, form_rights, form_view
from form_engine.json_schema import values_schema
from form_engine.links.chain import Node as ChainNode
from form_engine.links.chain import chain
from form_engine.links.pushing import OpenLine, push, pushes
from form_engine.links.sight import seen_title
from form_engine.models import SavedView, StoredFile
from form_engine.publishing import FormPublisher
from form_engine.queries.gaps import Gap, number_gaps
from form_engine.queries.grouping import MOST_GROUPS, Group, GroupBy, Measure, aggregate
from form_engine.queries.hinting import hints
from form_engine.queries.history import history
from form_engine.queries.listing import Count, Page, Query, Sort, count, query
from form_engine.queries.offering import offered_rows
from form_engine.queries.picking import Options, options
from form_engine.queries.scanning import scanned
from form_engine.queries.summaries import Summary, shows_title, summaries
from form_engine.queries.wire import actions, field_rights, moment
from form_engine.records.enterable import enterable
from form_engine.records.port import FormRecords
from form_engine.records.previewing import Preview, preview
from form_engine.saved_views import delete_view, save_view, views_of
from form_engine.storage_check import find_drift, mend

__all__ = [
    "MOST_GROUPS", "Appended", "ChainNode", "Count", "FormDocument", "Gap", "Group", "GroupBy",
    "Measure",
    "OpenLine", "Options", "Page", "Preview", "Query", "SavedView", "SheetGuess",
    "Sort", "StoredFile", "Summary",
    "actions", "aggregate", "append", "chain", "copied_values", "count", "delete_view", "demanding",
    "enterable",
    "export",
    "far_sight", "field_rights", "file_as_json", "file_names", "find_drift", "form_actions",
    "form_rights", "form_view", "forms_of", "get_file", "get_plan", "guess", "hints", "history",
    "mend", "moment",
    "number_gaps", "offered_rows", "options", "path_of", "preview", "publisher", "push", "pushes",
    "query", "records", "save_view", "scanned",
    "seen_title", "shows_title", "start_export", "start_import", "store_file", "summaries",
    "values_schema", "views_of",
]  # fmt: skip

records = FormRecords()
publisher = FormPublisher()
