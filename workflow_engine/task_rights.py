"""The rights of a visit to a node, spread over the fields of its form."""

from __future__ import annotations

from collections.abc import Mapping

from huiliu.core import ports
from huiliu.core.access import FieldRight
from huiliu.core.actor import Actor, AppRef
from huiliu.core.forms import published_shapes
from workflow_engine import rights
from workflow_engine.models import Process
from workflow_engine.places import RESUBMIT


def of_node(process: Process, node: str, actor: Actor, app: AppRef) -> dict[str, FieldRight]:
    """Field path → right for whoever is asked at the node. Needs ``process.definition``."""
    given = process.definition.node_rights.get(node, {})
    return of_visit(given, node, actor, app, process.form)


def of_visit(
    given: Mapping[str, FieldRight], node: str, actor: Actor, app: AppRef, form: str
) -> dict[str, FieldRight]:
    """``given``: as written in the node. The initiator who corrects a record has their own."""
    if node == RESUBMIT:
        return _own(actor, app, form)
    return rights.of_visit(given, app, form)


def _own(actor: Actor, app: AppRef, form: str) -> dict[str, FieldRight]:
    access = ports.permissions().access(actor, app, form)
    shape = published_shapes(app)(form)
    writing = (*access.with_action("create"), *access.with_action("edit"))
    found: dict[str, FieldRight] = {}
    for path in shape.fields if shape else ():
        may_edit = access.everything or any(grant.may_edit(path) for grant in writing)
        found[path] = "edit" if may_edit else "view" if access.may_see(path) else "hidden"
    return found
