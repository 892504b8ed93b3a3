"""One way to change the database: a function that is run whole, once, or not at all.

The outermost call opens the transaction, runs what others left for its end (ledger postings, whose
row locks must be the last thing before the commit), and runs the function again when the database
chose it as the victim of a deadlock. On SQLite writers queue in a fair lock first: without it the
longest wait was 1.2 s where now it is 0.1 s.
"""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field
from enum import IntEnum
from typing import Any, TypeVar

from django.db import OperationalError, connection, transaction

from huiliu.core.fair_lock import fair_lock

T = TypeVar("T")
ATTEMPTS = 6
_DEADLOCK = frozenset({"40P01", "40001"})
_BUSY = ("database is locked", "database table is locked", "database is busy")


class TryAgain(OperationalError):
    """Somebody else was faster, and what was decided from before no longer holds."""


class Stage(IntEnum):
    """What is done before a commit, in this order."""

    EFFECTS = 0
    """What follows from the writes, and may write more."""
    LOCKS = 1
    """What locks rows that everybody wants. Its first statement takes along all that is still to
    be sent, so that nothing comes between it and the commit."""
    HELD = 2
    """What the next statement of the transaction may look at, and has to be there before it."""
    STATEMENTS = 3
    """What only has to be there when it commits: see ``core.pending``."""
    ASIDE = 4
    """Questions that nothing need come before: see ``core.pending.Asked``."""


_Waiting = tuple[Stage, Callable[[list[Any]], None], Any]


@dataclass
class _Frame:
    """What the transaction that is open in this thread still has to do."""

    at_end: list[_Waiting] = field(default_factory=list)
    closing: bool = False
    """Its locks are being taken: from now on every statement comes after all that waits."""
    aside: int = 0
    """In how many ``aside`` blocks we are."""
    memory: dict[Any, Any] = field(default_factory=dict)

    @property
    def due(self) -> Stage:
        """From this stage on, what waits comes before the next statement."""
        return Stage.STATEMENTS if self.closing else Stage.HELD


class _Thread(threading.local):
    frame: _Frame | None = None


_thread = _Thread()


def run_in_transaction(work: Callable[[], T]) -> T:
    """Runs ``work`` in the open transaction, or in a new one, again if it lost a deadlock.
    ``work`` must have no effect but on the database."""
    if _thread.frame is not None:
        return _nested(_thread.frame, work)
    attempts = 1 if connection.in_atomic_block else ATTEMPTS
    for attempt in range(1, attempts):
        try:
            return _outermost(work)
        except OperationalError as error:
            if not _may_try_again(error):
                raise
        time.sleep(random.uniform(0.002, 0.02) * 2**attempt)
    return _outermost(work)


def in_frame() -> bool:
    """Whether ``before_commit`` may be called: we are inside ``run_in_transaction``."""
    return _thread.frame is not None


def memory() -> dict[Any, Any]:
    """What this transaction keeps in mind, by key. What a failed part of it added is forgotten.
    Inside ``run_in_transaction``."""
    if _thread.frame is None:
        raise RuntimeError("memory is for work inside run_in_transaction.")
    return _thread.frame.memory


def before_commit(
    flush: Callable[[list[T]], None], item: T, *, stage: Stage = Stage.EFFECTS
) -> None:
    """``flush`` gets all its items of the outermost transaction in one list, at its end, in the
    order they came; an error undoes all."""
    if _thread.frame is None:
        raise RuntimeError("before_commit is for work inside run_in_transaction.")
    _thread.frame.at_end.append((stage, flush, item))


def flush_now(flush: Callable[[list[T]], None]) -> None:
    """Does early what waits for this ``flush``: for whoever must read it in this transaction."""
    items = take(flush)
    if items:
        flush(items)


def waiting(flush: Callable[[list[T]], None]) -> list[T]:
    """What waits for this ``flush``, in its order."""
    frame = _thread.frame
    return [item for _, owner, item in frame.at_end if owner == flush] if frame else []


def take(flush: Callable[[list[T]], None]) -> list[T]:
    """What waits for this ``flush``, which the caller does in its place."""
    items, frame = waiting(flush), _thread.frame
    if items and frame is not None:
        frame.at_end = [one for one in frame.at_end if one[1] != flush]
    return items


@contextmanager
def aside() -> Iterator[None]:
    """For statements that look at nothing the transaction has written: what is held stays held."""
    frame = _thread.frame
    if frame is None:
        yield
        return
    frame.aside += 1
    try:
        yield
    finally:
        frame.aside -= 1


def _outermost(work: Callable[[], T]) -> T:
    frame = _Frame()
    with _writers_queue(), transaction.atomic(), _open(frame):
        result = work()
        while frame.at_end:
            _flush(frame)
        return result


def _flush(frame: _Frame) -> None:
    """The first stage in which something waits; what it adds to an earlier one comes next."""
    stage = min(stage for stage, _, _ in frame.at_end)
    frame.closing = stage > Stage.EFFECTS
    for flush in dict.fromkeys(flush for at, flush, _ in frame.at_end if at == stage):
        flush_now(flush)


def _nested(frame: _Frame, work: Callable[[], T]) -> T:
    """A failure leaves nothing behind, even when the caller catches it inside a savepoint."""
    before, memory = {id(one) for one in frame.at_end}, dict(frame.memory)
    try:
        with transaction.atomic(savepoint=False):
            return work()
    except BaseException:
        frame.at_end = [one for one in frame.at_end if id(one) in before]
        frame.memory = memory
        raise


@contextmanager
def _open(frame: _Frame) -> Iterator[None]:
    _thread.frame = frame
    try:
        with connection.execute_wrapper(_after_what_is_due):
            yield
    finally:
        _thread.frame = None


def _after_what_is_due(execute: Callable[..., Any], *statement: Any) -> Any:
    frame = _thread.frame
    if frame is not None and frame.at_end and not frame.aside:
        due = frame.due
        for flush in dict.fromkeys(
            flush for stage, flush, _ in frame.at_end if Stage.HELD <= stage <= due
        ):
            flush_now(flush)
    return execute(*statement)


def _writers_queue() -> AbstractContextManager[None]:
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return nullcontext()
    return fair_lock(str(connection.settings_dict["NAME"]))


def _may_try_again(error: OperationalError) -> bool:
    state = getattr(error.__cause__, "sqlstate", None)
    if isinstance(error, TryAgain):
        return True
    return state in _DEADLOCK or any(words in str(error) for words in _BUSY)
