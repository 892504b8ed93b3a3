"""What the holder of a task fills in: stored with an answer, or on its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, permitted, rights, task_rights
from workflow_engine.approvals.acting import acting
from workflow_engine.log import NOTHING_SAID
from workflow_engine.models import WorkItem

Values = Mapping[str, Any]


def save(item_id: int, *, actor: Actor, values: Values) -> None:
    """Stores without answering."""
    run_in_transaction(lambda: _save(item_id, actor, values))


def _save(item_id: int, actor: Actor, values: Values) -> None:
    with acting(item_id, actor) as (item, _):
        permitted.require(item.task.flow_task.config, "save", NOTHING_SAID)
        log.by_holder(item, "save", **fill_in(item, values))


_REFUSALS: Mapping[str | None, str] = {"view": "not_allowed"}
"""What is hidden is refused as what does not exist."""


def fill_in(item: WorkItem, values: Values | None) -> dict[str, Any]:
    """Writes only what the node lets its holder edit; the title in lists follows. What the log
    should know of it: ``{"changed": [paths]}`` or nothing."""
    if not values:
        return {}
    process, run = item.process, item.process.run
    allowed = task_rights.of_node(process, item.node, run.actor, run.app)
    given = _paths(values)
    refused = {path: right for path in given if (right := allowed.get(path)) != "edit"}
    if refused:
        codes = {path: _REFUSALS.get(right, "unknown_field") for path, right in refused.items()}
        raise ValidationFailed(fields={path: [FieldError(code)] for path, code in codes.items()})
    run.record = ports.records().change(
        run.app,
        run.form,
        run.record_id,
        dict(values),
        access=rights.access(run.actor, run.form, allowed),
        cause=run.cause,
    )
    titles = ports.records().titles(run.app, run.form, [run.record_id])
    title = titles.get(run.record_id, ("", process.title))[1][:500]
    if title != process.title:
        process.title = title
        process.save(update_fields=["title"])
    return {"changed": sorted(given)}


def _paths(values: Values) -> set[str]:
    """``remark``, ``lines.qty``: what is given, without the system's own ``$row``."""
    found: set[str] = set()
    for key, value in values.items():
        rows = value if isinstance(value, list) else ()
        columns = {
            f"{key}.{c}" for row in rows if isinstance(row, dict) for c in row if c[0] != "$"
        }
        found |= columns or {key}
    return found
