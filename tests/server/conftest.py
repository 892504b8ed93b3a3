"""The office of the approval tests, for one test or for many threads."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.receipts import Office, open_office


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    yield from open_office()


@pytest.fixture
def busy_office(transactional_db: None) -> Iterator[Office]:
    yield from open_office()
