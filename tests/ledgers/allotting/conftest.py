"""The shop, with its batches known and their ledger open."""

from __future__ import annotations

import pytest

from tests.support.lots import open_lots
from tests.support.shop import Shop


@pytest.fixture
def lots(shop: Shop) -> Shop:
    return open_lots(shop)
