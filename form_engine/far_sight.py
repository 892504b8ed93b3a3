"""Which fields of *other* forms an actor sees: for a form's own settings that speak of them."""

from __future__ import annotations

from collections.abc import Callable

from form_engine.catalog import get_plan
from form_engine.queries.paths import DEEPEST, target_form
from form_engine.queries.rights import split_at_reference
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.errors import NotFound

SeesThere = Callable[[str, str], bool]
"""Form and path there; a path may go on through references."""


def everywhere(form: str, path: str) -> bool:
    """The sight of the system itself."""
    return True


def far_sight(app: AppRef, access: Access) -> SeesThere:
    if access.everything:
        return everywhere

    def sees(form: str, path: str, depth: int = DEEPEST) -> bool:
        try:
            there = ports.permissions().access(access.actor, app, form)
            plan = get_plan(app, form)
        except NotFound:
            return False
        own, rest = split_at_reference(plan, path)
        if own is None or depth == 0 or not there.may_see(own):
            return False
        return not rest or sees(target_form(plan, own), rest, depth - 1)

    return sees
