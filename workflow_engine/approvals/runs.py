"""Opens a whole run for one action, under its lock."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from workflow_engine.approvals.acting import run_of
from workflow_engine.compile import BaseFlow
from workflow_engine.models import Process


@contextmanager
def on_run(process_id: int, actor: Actor) -> Iterator[Process]:
    """The process with its ``run``. Must run inside a transaction; who may do what, the caller
    asks."""
    mine = Process.objects.filter(pk=process_id, workspace_id=actor.workspace_id, aside=False)
    if not mine.exists():
        raise NotFound
    with BaseFlow.lock(process_id):
        process = mine.select_related("definition").defer("definition__content").get(pk=process_id)
        process.run = run_of(process, actor)
        yield process
