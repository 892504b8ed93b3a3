"""Random block-structured flows over every node type, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

from tests.support.flows import ANN, BOB, CFO, D1, D2, M1, approval, flow

PEOPLE = (ANN, BOB, CFO, D1, D2, M1)
NUMBERS = ("x", "y", "qty")
Node = dict[str, Any]
_ACTIONS = {"return": {"after": "choose"}}


class RandomFlows:
    """``waits``: also nodes that wait for time. A repeated sequence always begins with people who
    fill in what its end is asked about."""

    def __init__(self, seed: int, *, depth: int = 3) -> None:
        self.random = random.Random(seed)
        self.depth = depth
        self.count = 0

    def document(self) -> dict[str, Any]:
        self.count = 0
        settings = {
            name: self.random.choice(["ask", "pass"])
            for name in ("same_as_initiator", "duplicate_approver")
        }
        return flow(*self._sequence(self.depth), **settings)

    def values(self) -> dict[str, Decimal]:
        return {name: self.value() for name in NUMBERS}

    def value(self) -> Decimal:
        return Decimal(self.random.randint(0, 9))

    def _id(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    def _sequence(self, depth: int, *, at_once: bool = False) -> list[Node]:
        fewest = 1 if depth == self.depth else 0
        return [self._node(depth, at_once) for _ in range(self.random.randint(fewest, 3))]

    def _node(self, depth: int, at_once: bool) -> Node:
        if depth == 0 or self.random.random() < 0.5:
            makes_one = [self._approval, self._handle, self._wait, self._cc]
            return self.random.choices(makes_one, [6, 2, 1, 1])[0]()
        makes: Sequence[Callable[[int, bool], Node]]
        makes = [self._branch, self._parallel, self._inclusive, self._repeat, self._timed]
        return self.random.choices(makes, [4, 3, 3, 1, 2])[0](depth, at_once)

    def _approval(self) -> Node:
        more: dict[str, Any] = {"mode": self.random.choice([self._mode(), "percent"])}
        if more["mode"] == "percent":
            more["percent"] = self.random.choice([1, 34, 50, 67, 100])
        if self.random.random() < 0.5:
            more["rejection"] = self.random.choice(["veto", "vote", "hear_all"])
        return approval(self._id("a"), *self._asked(), actions=_ACTIONS, **more)

    def _handle(self) -> Node:
        edits = dict.fromkeys(NUMBERS, "edit")
        node = approval(self._id("h"), *self._asked(), mode=self._mode(), fields=edits)
        return {**node, "type": "handle"}

    def _wait(self) -> Node:
        return {"id": self._id("t"), "type": "wait", "hours": self.random.randint(1, 3)}

    def _cc(self) -> Node:
        return {**approval(self._id("c"), *self._asked()), "type": "cc"}

    def _asked(self) -> list[int]:
        return self.random.sample(PEOPLE, self.random.randint(1, 4))

    def _mode(self) -> str:
        return self.random.choice(["any", "all", "sequential"])

    def _branch(self, depth: int, at_once: bool) -> Node:
        ways = [self._way(depth, at_once, may_end=True) for _ in range(self.random.randint(1, 2))]
        rest = {"id": "else", "nodes": self._ending(depth, at_once)}
        return {"id": self._id("b"), "type": "branch", "branches": [*ways, rest]}

    def _inclusive(self, depth: int, at_once: bool) -> Node:
        ways = [self._way(depth, True) for _ in range(self.random.randint(1, 3))]
        rest = {"id": "else", "nodes": self._sequence(depth - 1, at_once=True)}
        return {"id": self._id("i"), "type": "inclusive", "branches": [*ways, rest]}

    def _parallel(self, depth: int, at_once: bool) -> Node:
        ways = [
            {"id": self._id("w"), "nodes": self._sequence(depth - 1, at_once=True)}
            for _ in range(self.random.randint(2, 3))
        ]
        return {"id": self._id("p"), "type": "parallel", "branches": ways}

    def _timed(self, depth: int, at_once: bool) -> Node:
        clocks = [
            {
                "id": self._id("w"),
                "stops": self.random.random() < 0.5,
                "nodes": [self._wait(), *self._sequence(depth - 1, at_once=True)],
            }
            for _ in range(self.random.randint(1, 2))
        ]
        nodes = [self._node(depth - 1, True), *self._sequence(depth - 1, at_once=True)]
        after = self._sequence(depth - 1, at_once=True) if self.random.random() < 0.5 else []
        timed = {"id": self._id("s"), "type": "timed", "nodes": nodes, "clocks": clocks}
        return {**timed, "after": after}

    def _repeat(self, depth: int, at_once: bool) -> Node:
        nodes = [self._handle(), *self._sequence(depth - 1, at_once=at_once)]
        rule: dict[str, Any] = self.random.choice(
            [
                {"times": self.random.randint(1, 2)},
                {"until": {"cond": [self._term("x", "gt", self.random.randint(0, 4))]}},
                {"again": {"cond": [self._term("x", "lt", self.random.randint(1, 5))]}},
            ]
        )
        return {"id": self._id("r"), "type": "repeat", "nodes": nodes, **rule}

    def _way(self, depth: int, at_once: bool, *, may_end: bool = False) -> Node:
        terms = [
            self._term(
                self.random.choice(NUMBERS),
                self.random.choice(["gt", "lt"]),
                self.random.randint(0, 9),
            )
            for _ in range(self.random.randint(1, 2))
        ]
        nodes = self._ending(depth, at_once) if may_end else self._sequence(depth - 1, at_once=True)
        return {"id": self._id("w"), "when": {"cond": terms}, "nodes": nodes}

    @staticmethod
    def _term(field: str, op: str, value: int) -> dict[str, Any]:
        return {"field": field, "op": op, "value": str(value)}

    def _ending(self, depth: int, at_once: bool) -> list[Node]:
        """A sequence that may end the flow; beside others only as rejected."""
        nodes = self._sequence(depth - 1, at_once=at_once)
        if self.random.random() >= 0.1:
            return nodes
        rejected = at_once or self.random.random() < 0.5
        outcome = {"outcome": "rejected"} if rejected else {}
        return [*nodes, {"id": self._id("e"), "type": "end", **outcome}]
