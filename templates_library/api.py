"""The front door of the template library."""

from __future__ import annotations

from templates_library.bundle import BundleDocument
from templates_library.catalog import Template, get_template, templates
from templates_library.export import export
from templates_library.importing import import_bundle
from templates_library.install import check_installable, install
from templates_library.job import start as start_install

__all__ = [
    "BundleDocument",
    "Template",
    "check_installable",
    "export",
    "get_template",
    "import_bundle",
    "install",
    "start_install",
    "templates",
]
