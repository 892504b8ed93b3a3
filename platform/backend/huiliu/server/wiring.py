"""The composition root: hands every engine the others, through ``huiliu.core.ports``."""

from __future__ import annotations

import importlib
from typing import Any

from huiliu.core import ports
from huiliu.server.realtime import hints

PORTS = {
    "clock": "huiliu.server.clock:clock",
    "jobs": "huiliu.server.jobs.api:jobs",
    "events": "huiliu.server.jobs.api:events",
    "org": "huiliu.org.api:org",
    "documents": "huiliu.design.api:documents",
    "permissions": "huiliu.permissions.api:permissions",
    "records": "form_engine.api:records",
    "flows": "workflow_engine.api:flows",
    "automations": "workflow_engine.automations.api:automations",
    "ledgers": "huiliu.ledgers.api:ledgers",
    "vouchers": "huiliu.journal.api:vouchers",
    "reports": "huiliu.reports.api:reports",
    "notifier": "huiliu.notify.api:notifier",
    "secrets": "huiliu.vault.api:vault",
}

PUBLISHERS = {
    "app": "huiliu.design.api:app_publisher",
    "form": "form_engine.api:publisher",
    "flow": "workflow_engine.api:publisher",
    "automation": "workflow_engine.automations.api:publisher",
    "ledger": "huiliu.ledgers.api:publisher",
    "journal": "huiliu.journal.api:journal_publisher",
    "voucher_rule": "huiliu.journal.api:rule_publisher",
    "permission": "huiliu.permissions.api:publisher",
    "page": "huiliu.pages.api:publisher",
    "report": "huiliu.reports.api:publisher",
}


def wire() -> None:
    """Called once, when Django is ready and every engine's models are loaded."""
    for name, place in PORTS.items():
        found = _find(place)
        if found is not None:
            ports.bind(**{name: found})
    _register_publishers()
    hints.subscribe()


def _register_publishers() -> None:
    register = _find("huiliu.design.api:register_publisher")
    if register is None:
        return
    for kind, place in PUBLISHERS.items():
        publisher = _find(place)
        if publisher is not None:
            register(kind, publisher)


def _find(place: str) -> Any:
    """None while the engine has not landed. ``Any``: the ports give it its type back."""
    module, _, name = place.partition(":")
    try:
        return getattr(importlib.import_module(module), name, None)
    except ModuleNotFoundError as error:
        if error.name is not None and (module == error.name or module.startswith(error.name + ".")):
            return None
        raise
