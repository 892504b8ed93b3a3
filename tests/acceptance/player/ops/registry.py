"""Operations by the names stories give them."""

from __future__ import annotations

from collections.abc import Callable

from tests.acceptance.player.stage import Operation

OPERATIONS: dict[str, Operation] = {}


def op(name: str) -> Callable[[Operation], Operation]:
    def add(function: Operation) -> Operation:
        OPERATIONS[name] = function
        return function

    return add
