"""Makes an app of a bundle that somebody sent: all of it, or nothing."""

from __future__ import annotations

from contextlib import suppress
from typing import BinaryIO

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import Conflict, NotFound
from huiliu.design import api as design
from huiliu.org import api as org
from templates_library.install import install_template
from templates_library.zipped import template_of


def import_bundle(content: BinaryIO, *, actor: Actor) -> AppRef:
    """``actor`` is an administrator. Sample data are not taken over: who would they be from?"""
    org.require_admin(actor)
    template = template_of(content)
    known = _keys(actor)
    new = _app(actor, template.key) is None
    try:
        return install_template(template, actor=actor)
    except Exception:
        if new:
            _take_back(actor, template.key, _keys(actor) - known)
        raise


def _take_back(actor: Actor, key: str, roles: set[str]) -> None:
    app = _app(actor, key)
    if app is not None:
        design.apps.remove(actor, app)
    for role in sorted(roles):
        with suppress(Conflict):  # it is the importer's own by now
            org.roles.remove(actor, role)


def _app(actor: Actor, key: str) -> AppRef | None:
    try:
        return ports.documents().app(actor.workspace_id, key)
    except NotFound:
        return None


def _keys(actor: Actor) -> set[str]:
    return set(org.Role.objects.filter(workspace=actor.workspace_id).values_list("key", flat=True))
