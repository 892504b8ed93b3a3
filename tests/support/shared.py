"""What the tests of a module share: made once, and what each of them does to it is undone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker


@contextmanager
def made_once(blocker: DjangoDbBlocker) -> Iterator[None]:
    """What is made in it is gone after it. For fixtures of a module whose tests then use ``db``."""
    with blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
