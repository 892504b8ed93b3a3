"""A company with books, open: one that rolls back."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.books import Books, open_books


@pytest.fixture
def books(db: None) -> Iterator[Books]:
    with open_books() as books:
        yield books
