"""Whether a Huiliu already runs here: a lock that goes with its process.

Without Redis there is only one: two would not hear each other's live updates, and each would take
the other's running jobs for those of a process that was killed.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

_held: list[Any] = []
_LOCK = 0x6875696C6975
"""PostgreSQL locks numbers: the letters of the name."""
WAIT_SECONDS = 3.0


def held_here() -> bool:
    """Takes the lock for as long as this process lives; False when another has it."""
    if _held:
        return True
    found = _lock_folder() and _lock_database()
    if not found:
        release()
    return found


def release() -> None:
    while _held:
        _held.pop().close()


def _lock_folder() -> bool:
    import fcntl

    from django.conf import settings

    file = open(Path(settings.DATA_DIR) / "running", "w")  # noqa: SIM115 - held on purpose
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        return False
    _held.append(file)
    return True


def _lock_database() -> bool:
    """Another data folder may name the same PostgreSQL database. The lock of a process that was
    killed is free as soon as PostgreSQL has seen its connection end."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return True
    own = connection.copy()
    own.inc_thread_sharing()  # it is held by the process, not by a thread
    deadline = time.monotonic() + WAIT_SECONDS
    with own.cursor() as cursor:
        cursor.execute("SET application_name = 'huiliu-lock'")
        while True:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            if cursor.fetchone()[0]:
                _held.append(own)
                return True
            if time.monotonic() > deadline:
                own.close()
                return False
            time.sleep(0.1)
