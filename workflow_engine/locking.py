"""The lock of a run: its row, waited for. What was done under it is told when it is let go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from huiliu.core import ddl
from huiliu.core.pending import send
from huiliu.core.rows import select
from workflow_engine import telling
from workflow_engine.models import Process


class NoSuchRun(LookupError):
    pass


@contextmanager
def locked(which: str, args: Sequence[Any]) -> Iterator[Process]:
    """One run, as it is under its lock. ``which`` is SQL. Raises NoSuchRun."""
    found: list[Process] = []
    lock = " FOR UPDATE" if ddl.is_postgresql() else ""
    where = f"FROM workflow_engine_process WHERE {which}{lock}"
    send([select(Process, where, args, found.append)])
    if not found:
        raise NoSuchRun
    process = found[0]
    told = {name: getattr(process, name) for name in telling.MOVED}
    yield process
    telling.moved(told)


class WaitingLock:
    """viewflow's default takes no lock and loses votes; its own row lock sleeps for seconds, or
    hides a lost deadlock, which the transaction has to know of to run again."""

    @contextmanager
    def __call__(self, flow_class: Any, process_pk: int) -> Iterator[None]:
        # Whatever fails under it fails the whole transaction: a savepoint would only cost two
        # statements an answer.
        with transaction.atomic(savepoint=False):
            rows = flow_class.process_class._default_manager.filter(pk=process_pk)
            told = rows.select_for_update().values(*telling.MOVED).first()
            yield
            if told is not None:
                telling.moved(told)
