"""How engines meet: Protocols, bound once in ``huiliu/server/wiring.py``.

An engine asks ``ports.ledgers()``; it never imports another engine. Tests bind fakes with
``ports.bound(ledgers=FakeLedgers())``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from huiliu.core.ports.approvals import Automations, Flows, FlowSteps, NodeRights
from huiliu.core.ports.books import Ledgers, PostedAmount, Posting, Reports, Standing, Vouchers
from huiliu.core.ports.designs import Documents, Problem, PublishedDocument, Publisher
from huiliu.core.ports.messages import Events, Notifier, Secrets
from huiliu.core.ports.people import Org, Permissions, Person
from huiliu.core.ports.record_store import Records
from huiliu.core.ports.timing import Clock, Jobs

__all__ = [
    "Automations",
    "Clock",
    "Documents",
    "Events",
    "FlowSteps",
    "Flows",
    "Jobs",
    "Ledgers",
    "NodeRights",
    "Notifier",
    "Org",
    "Permissions",
    "Person",
    "PostedAmount",
    "Posting",
    "Problem",
    "PublishedDocument",
    "Publisher",
    "Records",
    "Reports",
    "Secrets",
    "Standing",
    "Vouchers",
    "automations",
    "bind",
    "bound",
    "clock",
    "documents",
    "events",
    "flows",
    "jobs",
    "ledgers",
    "notifier",
    "org",
    "permissions",
    "records",
    "reports",
    "secrets",
    "vouchers",
]

_bound: dict[str, Any] = {}


def bind(**implementations: Any) -> None:
    """Called once by the composition root."""
    _bound.update(implementations)


@contextmanager
def bound(**implementations: Any) -> Iterator[None]:
    """For tests: other implementations for a while."""
    before = dict(_bound)
    _bound.update(implementations)
    try:
        yield
    finally:
        _bound.clear()
        _bound.update(before)


def _port(name: str) -> Any:
    try:
        return _bound[name]
    except KeyError:
        raise RuntimeError(f"The port '{name}' is not bound: see huiliu/server/wiring.py") from None


def clock() -> Clock:
    return cast(Clock, _port("clock"))


def jobs() -> Jobs:
    return cast(Jobs, _port("jobs"))


def documents() -> Documents:
    return cast(Documents, _port("documents"))


def records() -> Records:
    return cast(Records, _port("records"))


def flows() -> Flows:
    return cast(Flows, _port("flows"))


def ledgers() -> Ledgers:
    return cast(Ledgers, _port("ledgers"))


def vouchers() -> Vouchers:
    return cast(Vouchers, _port("vouchers"))


def reports() -> Reports:
    return cast(Reports, _port("reports"))


def automations() -> Automations:
    return cast(Automations, _port("automations"))


def permissions() -> Permissions:
    return cast(Permissions, _port("permissions"))


def org() -> Org:
    return cast(Org, _port("org"))


def notifier() -> Notifier:
    return cast(Notifier, _port("notifier"))


def events() -> Events:
    return cast(Events, _port("events"))


def secrets() -> Secrets:
    return cast(Secrets, _port("secrets"))
