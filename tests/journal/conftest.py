"""A company with books, open: founded once a module; what a test does to it is undone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_django.plugin import DjangoDbBlocker

from huiliu.core import ports
from tests.support.books import Books, open_books
from tests.support.shared import made_once


@pytest.fixture(scope="module")
def founded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    """As it is before the first document."""
    with made_once(django_db_blocker):
        with open_books() as books:
            pass
        yield books


@pytest.fixture
def books(founded: Books, db: None) -> Iterator[Books]:
    books = founded.again()
    with ports.bound(clock=books.clock):
        yield books
