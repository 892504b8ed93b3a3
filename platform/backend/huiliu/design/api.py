"""The front door of ``huiliu.design``: the port, and the writers of apps and documents."""

from __future__ import annotations

from huiliu.design import app as apps
from huiliu.design import drafts, grants
from huiliu.design.compare import affected_records, compare
from huiliu.design.difference import Change, difference
from huiliu.design.models import App, Document, DocumentVersion
from huiliu.design.publish import amend, publish, rollback, versions
from huiliu.design.published import Published, ref_of
from huiliu.design.publishers import kinds, publisher_of, register_publisher
from huiliu.design.release import New, publish_new

__all__ = [
    "App",
    "Change",
    "Document",
    "DocumentVersion",
    "New",
    "affected_records",
    "amend",
    "apps",
    "compare",
    "difference",
    "documents",
    "drafts",
    "grants",
    "kinds",
    "publish",
    "publish_new",
    "publisher_of",
    "ref_of",
    "register_publisher",
    "rollback",
    "versions",
]

documents = Published()
