"""A second, independent reading of flow documents: the oracle of the differential test.

It walks the JSON by hand, in memory, without viewflow and without the engine's code: a few strands,
each with its way ahead, and their voters. Small on purpose; if the two disagree, one is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

Node = Mapping[str, Any]


@dataclass
class Vote:
    """A seat: ``place`` is where it was drawn, or beside whom it was put; ``age`` puts those of one
    place in order: whoever takes a seat over comes last there."""

    member: int
    state: str
    place: int = 0
    age: int = 0


@dataclass
class Strand:
    """One thread of a run. ``way``: the nodes still to come, the next one last."""

    way: list[Node]
    parent: Strand | None = None
    depth: int = 0
    children: int = 0
    node: Node | None = None
    voters: list[Vote] = field(default_factory=list)


@dataclass
class Oracle:
    """One run of one flow. ``numbers`` turns member keys into numbers."""

    document: Node
    values: MutableMapping[str, Decimal]
    initiator: int
    numbers: Mapping[str, int]
    outcome: str = ""
    said_yes: set[int] = field(default_factory=set)
    strands: list[Strand] = field(default_factory=list)
    """Those that wait for somebody, or for time."""
    ready: list[Strand] = field(default_factory=list)
    met: list[Strand] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    """Every visit to a node of people or time, in order."""

    def start(self) -> Oracle:
        self._go_on(Strand(list(reversed(self.document["nodes"]))))
        return self

    def open(self) -> list[tuple[str, int]]:
        """(node, member) of everybody who is asked now."""
        return sorted(
            (strand.node["id"], vote.member)
            for strand in self.strands
            if strand.node is not None
            for vote in strand.voters
            if vote.state == "asked"
        )

    def waiting(self) -> list[str]:
        """The nodes that wait for time."""
        return sorted(s.node["id"] for s in self.strands if s.node and s.node["type"] == "wait")

    def vote(self, node: str, member: int, *, yes: bool) -> None:
        strand, voter = self._seat(node, member)
        assert strand.node is not None
        voter.state = "yes" if yes else "no"
        if yes and strand.node["type"] == "approval":
            self.said_yes.add(member)
        self._settle(strand)

    def transfer(self, node: str, member: int, to: int) -> None:
        """The seat is somebody else's from now on."""
        strand, voter = self._seat(node, member)
        voter.member, voter.age = to, self._older(strand)
        self._settle(strand)

    def add(self, node: str, member: int, to: int) -> None:
        """One more seat, beside the member's."""
        strand, voter = self._seat(node, member)
        strand.voters.append(Vote(to, "later", voter.place, self._older(strand)))
        self._settle(strand)

    def strangers(self, node: str, member: int, people: Sequence[int]) -> list[int]:
        """Those of them who have no seat where the member is asked."""
        strand, _ = self._seat(node, member)
        return [one for one in people if all(v.member != one for v in strand.voters)]

    def _seat(self, node: str, member: int) -> tuple[Strand, Vote]:
        for strand in self.strands:
            voter = _asks(strand, member)
            if strand.node and strand.node["id"] == node and voter is not None:
                return strand, voter
        raise AssertionError(f"{member} is not asked at {node}")

    @staticmethod
    def _older(strand: Strand) -> int:
        return max(v.age for v in strand.voters) + 1

    def _settle(self, strand: Strand) -> None:
        if self._is_over(strand):
            self._leave(strand)
        else:
            _take_turns(strand)

    def ring(self, node: str) -> None:
        """The time has come for a node that waits."""
        self._leave(next(s for s in self.strands if s.node and s.node["id"] == node))

    def _leave(self, strand: Strand) -> None:
        self.strands.remove(strand)
        strand.node, strand.voters = None, []
        self._go_on(strand)

    def _go_on(self, strand: Strand) -> None:
        """The way drawn first moves first; where ways meet comes when nothing else moves."""
        self.ready.append(strand)
        while (self.ready or self.met) and not self.outcome:
            if self.ready:
                self._move(self.ready.pop())
            else:
                deepest = max(self.met, key=lambda s: s.depth)
                self.met.remove(deepest)
                self._move(deepest)
        if self.outcome:
            self.strands, self.ready, self.met = [], [], []

    def _move(self, strand: Strand) -> None:
        while strand.way and not self.outcome:
            node = strand.way.pop()
            step = getattr(self, f"_at_{node['type']}")
            if step(node, strand):
                return
        if not self.outcome and strand.parent is not None:
            strand.parent.children -= 1
            if strand.parent.children == 0:
                self.met.append(strand.parent)

    def _at_start(self, node: Node, strand: Strand) -> bool:
        return False

    def _at_end(self, node: Node, strand: Strand) -> bool:
        self.outcome = node.get("outcome", "approved")
        return True

    def _at_branch(self, node: Node, strand: Strand) -> bool:
        for branch in node["branches"]:
            if "when" not in branch or self._holds(branch["when"]):
                strand.way += reversed(branch.get("nodes", []))
                break
        return False

    def _at_parallel(self, node: Node, strand: Strand) -> bool:
        return self._fork(node["branches"], strand)

    def _at_inclusive(self, node: Node, strand: Strand) -> bool:
        true = [b for b in node["branches"] if "when" in b and self._holds(b["when"])]
        return self._fork(true or node["branches"][-1:], strand)

    def _fork(self, branches: list[Node], strand: Strand) -> bool:
        strand.children = len(branches)
        self.ready += [
            Strand(list(reversed(branch.get("nodes", []))), strand, strand.depth + 1)
            for branch in reversed(branches)
        ]
        return True

    def _at_repeat(self, node: Node, strand: Strand) -> bool:
        times = node.get("times")
        if isinstance(times, Mapping):
            times = int(self.values[times["field"]])
        if times != 0:
            strand.way += [{"type": "round", "of": node, "times": times, "n": 1}]
            strand.way += reversed(node["nodes"])
        return False

    def _at_round(self, node: Node, strand: Strand) -> bool:
        of, times = node["of"], node["times"]
        if times is not None:
            more = node["n"] < times
        elif "until" in of:
            more = not self._holds(of["until"])
        else:
            more = self._holds(of["again"])
        if more:
            strand.way += [{**node, "n": node["n"] + 1}, *reversed(of["nodes"])]
        return False

    def _at_wait(self, node: Node, strand: Strand) -> bool:
        self.passed.append(node["id"])
        strand.node = node
        self.strands.append(strand)
        return True

    def _at_cc(self, node: Node, strand: Strand) -> bool:
        return False

    def _at_handle(self, node: Node, strand: Strand) -> bool:
        return self._at_approval(node, strand)

    def _at_approval(self, node: Node, strand: Strand) -> bool:
        settings = self.document.get("settings", {}) if node["type"] == "approval" else {}
        self.passed.append(node["id"])
        strand.node, strand.voters = node, []
        for place, key in enumerate(node["assignees"]["members"]):
            member = self.numbers[key]
            own = member == self.initiator and settings.get("same_as_initiator") == "pass"
            again = member in self.said_yes and settings.get("duplicate_approver") == "pass"
            strand.voters.append(Vote(member, "yes" if own or again else "later", place))
        self.said_yes |= {v.member for v in strand.voters if v.state == "yes"}
        _take_turns(strand)
        if self._is_over(strand):
            strand.node, strand.voters = None, []
            return False
        self.strands.append(strand)
        return True

    def _holds(self, condition: Node) -> bool:
        joined = any if condition.get("rel") == "or" else all
        return joined(self._true(term) for term in condition["cond"])

    def _true(self, term: Node) -> bool:
        left, right = self.values[term["field"]], Decimal(term["value"])
        return left > right if term["op"] == "gt" else left < right

    def _is_over(self, strand: Strand) -> bool:
        """By counting what can still happen: approved if no answers to come could prevent it,
        rejected if none could bring it about."""
        node = strand.node or {}
        states = [v.state for v in strand.voters]
        yes, no = states.count("yes"), states.count("no")
        open_votes = len(states) - yes - no
        mode = node.get("mode", "any")
        counted = node.get("rejection") or ("vote" if mode == "percent" else "veto")
        if counted == "veto" and no:
            self.outcome = "rejected"
            return True
        if counted == "hear_all" and open_votes:
            return False
        needed = {
            "any": 1,
            "percent": max(1, -(-len(states) * node.get("percent", 100) // 100)),
        }.get(mode, len(states))
        if yes < needed and yes + open_votes < needed:
            self.outcome = "rejected"
        return yes >= needed or bool(self.outcome)


def _take_turns(strand: Strand) -> None:
    """All at once, or one after the other."""
    still = [v for v in strand.voters if v.state in ("asked", "later")]
    still.sort(key=lambda v: (v.place, v.age))
    is_sequential = (strand.node or {}).get("mode") == "sequential"
    for number, voter in enumerate(still):
        voter.state = "later" if is_sequential and number else "asked"


def _asks(strand: Strand, member: int) -> Vote | None:
    return next((v for v in strand.voters if v.member == member and v.state == "asked"), None)
