"""The shop, open: one that rolls back, and one whose transactions are real."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.shop import Shop, open_shop


@pytest.fixture
def shop(db: None) -> Iterator[Shop]:
    with open_shop() as shop:
        yield shop


@pytest.fixture
def busy_shop(transactional_db: None) -> Iterator[Shop]:
    with open_shop() as shop:
        yield shop
