"""How often a server looks for rubbish that counting references does not find.

What is loaded at the start stays, so it is never looked at again; and a request that builds a list
makes thousands of objects that go away by themselves, which by Python's own measure (700) had every
list looked through several times, and all of the heap now and then.
"""

from __future__ import annotations

import gc

_NEW, _OLDER, _OLD = 20_000, 10, 20


def rarely() -> None:
    """When all that is needed is loaded."""
    gc.freeze()
    gc.set_threshold(_NEW, _OLDER, _OLD)
