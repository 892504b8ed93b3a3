"""The public id of a record: a ULID, 26 characters, sorted by time, impossible to guess."""

from __future__ import annotations

import os
import re
import time

_DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
_PAIRS = [a + b for a in _DIGITS for b in _DIGITS]
UID = re.compile(r"[0-7][0-9a-hjkmnp-tv-z]{25}")


def new_uid() -> str:
    """48 bits of milliseconds and 80 random bits, in Crockford's base 32, lower case."""
    number = (time.time_ns() // 1_000_000) << 80 | int.from_bytes(os.urandom(10))
    return "".join([_PAIRS[number >> shift & 1023] for shift in range(120, -1, -10)])


def is_uid(given: object) -> bool:
    return isinstance(given, str) and UID.fullmatch(given) is not None
