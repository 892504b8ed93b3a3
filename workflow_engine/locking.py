"""The lock of a run: its row, waited for. What was done under it is told when it is let go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import transaction

from workflow_engine import telling


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
