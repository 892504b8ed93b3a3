"""The automations of an app for who may design them: what each is, and how it has been going."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Max, Q

from huiliu.core import ports
from huiliu.core.actor import AppRef
from workflow_engine.automations.document import AutomationDocument
from workflow_engine.automations.models import Run
from workflow_engine.automations.plan import automations_of
from workflow_engine.automations.trigger_type import trigger_types

RECENT = 1000
"""Only so many runs back are counted."""


def listed(app: AppRef) -> list[dict[str, Any]]:
    """In the order in which they run."""
    shapes = automations_of(app).shapes
    numbers = _numbers(app)
    found = []
    for one in ports.documents().published(app, "automation"):
        document = AutomationDocument.parse(one.content)
        trigger = trigger_types.get(document.trigger.type)
        form = getattr(document.trigger, "form", "")
        shape = shapes(form) if form else None
        own = numbers.get(one.key, {})
        found.append(
            {
                "key": one.key,
                "title": document.title,
                "enabled": document.enabled,
                "order": document.order,
                "version": one.version,
                "trigger": document.trigger.type,
                "trigger_words": trigger.words,
                "form": form,
                "form_title": shape.title if shape else {},
                "steps": len(document.steps),
                "last": own.get("last"),
                "runs": own.get("runs", 0),
                "failed": own.get("failed", 0),
            }
        )
    return sorted(found, key=lambda one: (one["order"], one["key"]))


def _numbers(app: AppRef) -> dict[str, dict[str, Any]]:
    newest = Run.objects.filter(app_id=app.id).order_by("-id").values_list("id", flat=True)
    ids = list(newest[RECENT - 1 : RECENT])
    rows = Run.objects.filter(app_id=app.id, id__gte=ids[0] if ids else 0)
    failed = Count("id", filter=Q(outcome="failed"))
    counted = rows.values("automation").annotate(runs=Count("id"), failed=failed, last=Max("at"))
    return {row["automation"]: dict(row) for row in counted}
