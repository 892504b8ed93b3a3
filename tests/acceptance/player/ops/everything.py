"""All operations, registered by being imported."""

from __future__ import annotations

from tests.acceptance.player.ops import (
    closing,
    counting,
    life,
    money,
    opening,
    purchase,
    refilling,
    sales,
    shops,
    stock,
    together,
)

__all__ = [
    "closing",
    "counting",
    "life",
    "money",
    "opening",
    "purchase",
    "refilling",
    "sales",
    "shops",
    "stock",
    "together",
]
