"""Runs of a form that was removed: they wait where they are, unseen, until the form comes back.

Whoever was asked is not asked meanwhile: no box, no count and no timer finds the run.
"""

from __future__ import annotations

from django.db import transaction

from huiliu.core.actor import AppRef
from workflow_engine.models import Process, WorkItem

_ASKED, _ASIDE = "pending", "aside"


@transaction.atomic
def set_aside(app: AppRef, form: str) -> None:
    _turn(app, form, to=True, items=(_ASKED, _ASIDE))


@transaction.atomic
def take_back(app: AppRef, form: str) -> None:
    _turn(app, form, to=False, items=(_ASIDE, _ASKED))


def open_runs(app: AppRef, form: str) -> int:
    return int(Process.objects.filter(app_id=app.id, form=form, status="NEW").count())


def _turn(app: AppRef, form: str, *, to: bool, items: tuple[str, str]) -> None:
    runs = Process.objects.filter(app_id=app.id, form=form)
    before, after = items
    WorkItem.objects.filter(process__in=runs, state=before).update(state=after)
    runs.update(aside=to)
