"""The flow that new documents of a form take, asked once a transaction: all its documents start the
one that was published when the first of them did."""

from __future__ import annotations

from functools import lru_cache

from huiliu.core import pending
from huiliu.core.actor import AppRef
from huiliu.core.pending import Asked, known
from workflow_engine.models import FlowDefinition

# Every submit asks: by hand.
_CURRENT = (
    "SELECT d.id, d.digest FROM workflow_engine_currentflow c"
    " JOIN workflow_engine_flowdefinition d ON d.id = c.definition_id"
    " WHERE c.app_id = %s AND c.form = %s"
)


def current_flow(app: AppRef, form: str) -> FlowDefinition | None:
    rows = foresee(app, form).rows()
    return _definition(*rows[0]) if rows else None


def foresee(app: AppRef, form: str) -> Asked:
    """``ports.Flows``."""
    key = _key(app, form)
    return known(key) or Asked(_CURRENT, [app.id, form], key=key)


def may_change(app: AppRef, form: str) -> None:
    """The transaction is about to publish another, or none."""
    pending.may_change(_key(app, form))


def _key(app: AppRef, form: str) -> tuple[str, int, str]:
    return "flow", app.id, form


@lru_cache(maxsize=1024)
def _definition(number: int, digest: str) -> FlowDefinition:
    """Without the document, which is read only when the class is not compiled yet. ``digest`` is
    not read: under a number that a restored backup gave away twice it is another definition."""
    return FlowDefinition.objects.defer("content").get(pk=number)
