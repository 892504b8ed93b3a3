"""What a record is called when somebody is told of it: its title, if they may see the field."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.errors import NotFound
from huiliu.core.text import choose
from workflow_engine import rights, task_rights

if TYPE_CHECKING:
    from workflow_engine.models import Process


def at_node(process: Process, node: str) -> str:
    """For whoever is asked at the node; where a record is corrected that is its initiator."""
    fields = task_rights.of_node(process, node, process.run.initiator, process.run.app)
    access = rights.access(process.run.actor, process.form, fields)
    return _named(process, access, fields.values())


def for_initiator(process: Process) -> str:
    """As their own permission on the form shows it."""
    run = process.run
    try:
        access = ports.permissions().access(run.initiator, run.app, process.form)
    except NotFound:
        return choose(run.shape.title, run.initiator.language)
    return _named(process, access, (r for grant in access.grants for r in grant.fields.values()))


def _named(process: Process, access: Access, fields: Iterable[str]) -> str:
    """Asked of the record only where anything at all is hidden."""
    if "hidden" not in fields:
        return str(process.title)
    run, language = process.run, access.actor.language
    found = ports.records().texts(run.record, ["$title"], access=access, language=language)
    return found.get("$title") or choose(run.shape.title, language)
