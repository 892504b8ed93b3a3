"""The front door of reports."""

from __future__ import annotations

from huiliu.reports.asked import Asked
from huiliu.reports.document import Column, ReportDocument
from huiliu.reports.port import ReportRunner
from huiliu.reports.publishing import ReportPublisher
from huiliu.reports.reading import lines_in_words, plain, readable_reports
from huiliu.reports.running import Line, Ran, run

__all__ = [
    "Asked",
    "Column",
    "Line",
    "Ran",
    "ReportDocument",
    "lines_in_words",
    "plain",
    "publisher",
    "readable_reports",
    "reports",
    "run",
]

publisher = ReportPublisher()
reports = ReportRunner()
