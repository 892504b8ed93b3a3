"""The front door of ``huiliu.design``: the port, and the writers of apps and documents."""

from __future__ import annotations

from huiliu.design import app as apps
from huiliu.design import drafts, grants
from huiliu.design.app_document import Color, Thing
from huiliu.design.app_publisher import AppPublisher
from huiliu.design.compare import affected_records, compare
from huiliu.design.difference import Change, difference
from huiliu.design.field_uses import uses_of_field
from huiliu.design.models import App, Document, DocumentVersion
from huiliu.design.named_by import Named, NamedBy
from huiliu.design.publish import amend, publish, rollback, versions
from huiliu.design.published import Published, ref_of
from huiliu.design.publishers import kinds, publisher_of, register_publisher
from huiliu.design.release import New, publish_new
from huiliu.design.removal import (
    DocumentInUse,
    Removed,
    is_removed,
    remove,
    removed,
    restore,
    what_names,
)
from huiliu.design.together import (
    Moment,
    Sheet,
    SheetDraft,
    publish_sheet,
    published_sheet,
    read_sheet,
    rollback_sheet,
    save_sheet,
    sheet_moments,
    sheet_problems,
)
from huiliu.design.uses import Use, Uses, uses_of_ledger

__all__ = [
    "App",
    "Change",
    "Color",
    "Document",
    "DocumentInUse",
    "DocumentVersion",
    "Moment",
    "Named",
    "NamedBy",
    "New",
    "Removed",
    "Sheet",
    "SheetDraft",
    "Thing",
    "Use",
    "Uses",
    "affected_records",
    "amend",
    "app_publisher",
    "apps",
    "compare",
    "difference",
    "documents",
    "drafts",
    "grants",
    "is_removed",
    "kinds",
    "publish",
    "publish_new",
    "publish_sheet",
    "published_sheet",
    "publisher_of",
    "read_sheet",
    "ref_of",
    "register_publisher",
    "remove",
    "removed",
    "restore",
    "rollback",
    "rollback_sheet",
    "save_sheet",
    "sheet_moments",
    "sheet_problems",
    "uses_of_field",
    "uses_of_ledger",
    "versions",
    "what_names",
]

documents = Published()
app_publisher = AppPublisher()
