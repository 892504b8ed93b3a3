"""A company with books, open: founded once a module; what a test does to it is undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from huiliu.core import ports
from tests.support.books import Books, open_books


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    """As it is before the first document."""
    with django_db_blocker.unblock(), transaction.atomic():
        with open_books() as books:
            pass
        yield books
        transaction.set_rollback(True)


@pytest.fixture
def books(founded: Books, db: None) -> Iterator[Books]:
    books = founded.again()
    with ports.bound(clock=books.clock):
        yield books
