"""Lets the writers of one SQLite file wait in turn, threads and processes alike."""

from __future__ import annotations

import os
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows: one process only, so a lock between threads is enough
    fcntl = None  # type: ignore[assignment]

_threads: dict[str, threading.Lock] = {}


@contextmanager
def fair_lock(database: str) -> Iterator[None]:
    """Held while one writer works. A file lock is given in the order it was asked for; SQLite's
    own busy handler polls, and starves whoever is unlucky."""
    if fcntl is None:
        with _threads.setdefault(database, threading.Lock()):
            yield
        return
    handle = os.open(_side_file(database), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _side_file(database: str) -> str:
    if database.startswith("file:") or database == ":memory:":
        return str(Path(tempfile.gettempdir()) / f"huiliu-memory-{os.getpid()}.lock")
    return f"{database}.lock"
