"""The flow of an expense claim, for tests of what happens along it."""

from __future__ import annotations

from typing import Any

from tests.support.flows import D1, D2, D3, F1, M1, M2, approval, branch, flow, over


def expense(limit: int = 5000, manager: str = "manager", **settings: Any) -> dict[str, Any]:
    """Manager → over the limit: all three directors → finance."""
    directors = approval("directors", D1, D2, D3, mode="all")
    return flow(
        approval(manager, M1, M2),
        branch("amount", over("total", limit, directors)),
        approval("finance", F1),
        **settings,
    )
