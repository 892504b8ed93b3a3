"""The front door of reports."""

from __future__ import annotations

from huiliu.reports.document import Column, ReportDocument
from huiliu.reports.port import ReportRunner
from huiliu.reports.publishing import ReportPublisher
from huiliu.reports.reading import cells_in_words, readable_reports
from huiliu.reports.running import Asked, Line, Ran, run

__all__ = [
    "Asked",
    "Column",
    "Line",
    "Ran",
    "ReportDocument",
    "cells_in_words",
    "publisher",
    "readable_reports",
    "reports",
    "run",
]

publisher = ReportPublisher()
reports = ReportRunner()
