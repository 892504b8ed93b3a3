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
    """Somebody asked, and those who were put before and after them, whose words are theirs too.
    ``place`` is where a seat was drawn, or beside whom it was put; ``age`` puts those of one place
    in order: whoever takes a seat over comes last there. ``said`` is None until they have."""

    member: int
    said: bool | None = None
    place: int = 0
    age: int = 0
    before: list[Vote] = field(default_factory=list)
    after: list[Vote] = field(default_factory=list)

    def verdict(self) -> bool | None:
        """The first no decides; yes is what all of them say."""
        words = [one.verdict() for one in self.before]
        if self.said is False and None not in words:
            return False
        words.append(self.said)
        if None not in words and False not in words:
            words += [one.verdict() for one in self.after]
        return False if False in words else None if None in words else True

    def turns(self) -> list[Vote]:
        """Who of them is asked now: those before, then oneself, then those after."""
        if self.verdict() is not None:
            return []
        first = [one for ahead in self.before for one in ahead.turns()]
        if first or self.said is None:
            return first or [self]
        return [one for behind in self.after for one in behind.turns()]

    def everybody(self) -> list[Vote]:
        return [self, *(v for c in (*self.before, *self.after) for v in c.everybody())]


Token = tuple[tuple[int, int], ...]
"""Which way of which fork, from the outermost to the innermost."""


@dataclass
class Strand:
    """One thread of a run. ``way``: the nodes still to come, the next one last; ``number``: of the
    visit it is at, greater for later ones."""

    way: list[Node]
    parent: Strand | None = None
    token: Token = ()
    children: int = 0
    number: int = 0
    is_numbered: bool = False
    """The visit to the next node has its number already: those of a fork come together."""
    node: Node | None = None
    voters: list[Vote] = field(default_factory=list)
    sent_back: bool = False
    resume: Spot | None = None
    """Where the run goes on once this visit, to which it was sent back, is done."""

    def up(self) -> list[Strand]:
        """Itself and those it came from."""
        return [self, *(self.parent.up() if self.parent else [])]


@dataclass(frozen=True)
class Spot:
    """A visit as it was, with all that is needed to be there again. ``ways``: what was to come
    after it, and after each fork around it, the innermost first."""

    node: Node
    number: int
    token: Token
    ways: tuple[tuple[Node, ...], ...]


@dataclass
class Oracle:
    """One run of one flow. ``numbers`` turns member keys into numbers."""

    document: Node
    values: MutableMapping[str, Decimal]
    initiator: int
    numbers: Mapping[str, int]
    outcome: str = ""
    said_yes: list[tuple[int, str, int]] = field(default_factory=list)
    """(visit, type of node, member), as far as it still counts."""
    done: list[Spot] = field(default_factory=list)
    """Visits that were approved or handled, in order."""
    rounds: dict[str, int] = field(default_factory=dict)
    """Of each repetition, since it was entered last."""
    count: int = 0
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
            for vote in _asked(strand)
        )

    def waiting(self) -> list[str]:
        """The nodes that wait for time."""
        return sorted(s.node["id"] for s in self.strands if s.node and s.node["type"] == "wait")

    def vote(self, node: str, member: int, *, yes: bool) -> None:
        strand, voter = self._seat(node, member)
        assert strand.node is not None
        voter.said = yes
        if yes and strand.node["type"] != "resubmit":
            self.said_yes.append((strand.number, strand.node["type"], member))
        self._settle(strand)

    def transfer(self, node: str, member: int, to: int) -> None:
        """The seat is somebody else's from now on."""
        strand, voter = self._seat(node, member)
        voter.member, voter.age = to, self._older(strand)

    def add(self, node: str, member: int, to: int, where: str) -> None:
        """One more seat beside the member's, or somebody before or after them in theirs."""
        strand, voter = self._seat(node, member)
        if where == "parallel":
            strand.voters.append(Vote(to, None, voter.place, self._older(strand)))
        else:
            getattr(voter, where).append(Vote(to, None, voter.place))

    def strangers(self, node: str, member: int, people: Sequence[int]) -> list[int]:
        """Those of them who are nowhere where the member is asked."""
        strand, _ = self._seat(node, member)
        there = {v.member for seat in strand.voters for v in seat.everybody()}
        return [one for one in people if one not in there]

    def behind(self, node: str, member: int) -> list[Spot]:
        """Where the member can send the run back to: of each node the latest visit that was done,
        that somebody's yes still stands for, and that does not lie on a way beside; and the
        beginning."""
        here, _ = self._seat(node, member)
        found: dict[str, Spot] = {}
        for spot in sorted(self.done, key=lambda spot: -spot.number):
            counts = any(number == spot.number for number, _, _ in self.said_yes)
            shared = _common(spot.token, here.token)
            if counts and shared in (spot.token, here.token) and spot.node["id"] != node:
                found.setdefault(spot.node["id"], spot)
        start = tuple(reversed(self.document["nodes"][1:]))
        return [*found.values(), Spot({"id": "resubmit", "type": "resubmit"}, 0, (), (start,))]

    def send_back(self, node: str, member: int, to: Spot, *, direct: bool) -> None:
        """Ends what is under way between there and here. Then either all of it is gone through
        again, or the run comes back here at once."""
        strand, _ = self._seat(node, member)
        scope = _common(strand.token, to.token)
        self.strands = [s for s in self.strands if s.token[: len(scope)] != scope]
        gone = {strand.number, to.number}
        self.said_yes = [
            one for one in self.said_yes
            if (one[0] not in gone if direct else one[0] < to.number)
        ]  # fmt: skip
        again = _put_at(to, strand)
        again.sent_back, again.resume = True, _spot(strand) if direct else None
        self._go_on(again)

    def _seat(self, node: str, member: int) -> tuple[Strand, Vote]:
        for strand in self.strands:
            voter = next((v for v in _asked(strand) if v.member == member), None)
            if strand.node and strand.node["id"] == node and voter is not None:
                return strand, voter
        raise AssertionError(f"{member} is not asked at {node}")

    @staticmethod
    def _older(strand: Strand) -> int:
        return max(v.age for v in strand.voters) + 1

    def _settle(self, strand: Strand) -> None:
        if self._is_over(strand):
            self._leave(strand)

    def ring(self, node: str) -> None:
        """The time has come for a node that waits."""
        self._leave(next(s for s in self.strands if s.node and s.node["id"] == node))

    def _leave(self, strand: Strand) -> None:
        self.strands.remove(strand)
        back, strand.resume = strand.resume, None
        self._finish(strand)
        self._go_on(strand if back is None else _put_at(back, strand))

    def _finish(self, strand: Strand) -> None:
        """The visit is over; it may be gone back to."""
        self.done.append(_spot(strand))
        strand.node, strand.voters, strand.sent_back = None, [], False

    def _go_on(self, strand: Strand) -> None:
        """The way drawn first moves first; where ways meet comes when nothing else moves."""
        self.ready.append(strand)
        while (self.ready or self.met) and not self.outcome:
            if self.ready:
                self._move(self.ready.pop())
            else:
                deepest = max(self.met, key=lambda s: len(s.token))
                self.met.remove(deepest)
                self._move(deepest)
        if self.outcome:
            self.strands, self.ready, self.met = [], [], []

    def _move(self, strand: Strand) -> None:
        while strand.way and not self.outcome:
            node = strand.way.pop()
            if not strand.is_numbered:
                self._number(strand)
            strand.is_numbered = False
            step = getattr(self, f"_at_{node['type']}")
            if step(node, strand):
                return
        if not self.outcome and strand.parent is not None:
            strand.parent.children -= 1
            if strand.parent.children == 0:
                self.met.append(strand.parent)

    def _number(self, strand: Strand) -> None:
        self.count += 1
        strand.number, strand.is_numbered = self.count, True

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
        ways = [
            Strand(list(reversed(branch.get("nodes", []))), strand, (*strand.token, (at, n)))
            for at in [strand.number]
            for n, branch in enumerate(branches)
        ]
        for way in ways:
            self._number(way)
        self.ready += reversed(ways)
        return True

    def _at_repeat(self, node: Node, strand: Strand) -> bool:
        times = node.get("times")
        if isinstance(times, Mapping):
            times = int(self.values[times["field"]])
        self.rounds[node["id"]] = 0
        if times != 0:
            strand.way += [{"type": "round", "of": node, "times": times}]
            strand.way += reversed(node["nodes"])
        return False

    def _at_round(self, node: Node, strand: Strand) -> bool:
        of, times = node["of"], node["times"]
        self.rounds[of["id"]] += 1
        if times is not None:
            more = self.rounds[of["id"]] < times
        elif "until" in of:
            more = not self._holds(of["until"])
        else:
            more = self._holds(of["again"])
        if more:
            strand.way += [node, *reversed(of["nodes"])]
        return False

    def _at_timed(self, node: Node, strand: Strand) -> bool:
        """The clocks are set first; what they may call off knows its fork by its own strand."""
        clocks = [
            {"nodes": [c["nodes"][0], *([{"type": "stop"}] if c["stops"] else []), *c["nodes"][1:]]}
            for c in node["clocks"]
        ]
        firsts = frozenset(clock["nodes"][0]["id"] for clock in node["clocks"])
        over = {"type": "over", "waits": firsts}
        for clock in clocks:
            for one in clock["nodes"]:
                if one["type"] == "stop":
                    one["waits"], one["timed"] = firsts, len(clocks)
        return self._fork([*clocks, {"nodes": [*node["nodes"], over, *node["after"]]}], strand)

    def _at_over(self, node: Node, strand: Strand) -> bool:
        """Clocks that have not rung are called off."""
        self._call_off(strand, node["waits"], None)
        return False

    def _at_stop(self, node: Node, strand: Strand) -> bool:
        """They too, and all that is timed."""
        self._call_off(strand, node["waits"], node["timed"])
        return False

    def _call_off(self, strand: Strand, waits: frozenset[str], timed: int | None) -> None:
        depth = len(strand.token) - 1
        fork, (at, _) = strand.token[:depth], strand.token[-1]
        gone = set()
        for one in list(self.strands):
            if one.token[:depth] != fork or len(one.token) <= depth or one.token[depth][0] != at:
                continue
            is_clock = len(one.token) == depth + 1 and one.node and one.node["id"] in waits
            if is_clock or one.token[depth][1] == timed:
                self.strands.remove(one)
                gone.add(one.token[depth])
        assert strand.parent is not None
        strand.parent.children -= len(gone)

    def _at_wait(self, node: Node, strand: Strand) -> bool:
        self.passed.append(node["id"])
        strand.node = node
        self.strands.append(strand)
        return True

    def _at_cc(self, node: Node, strand: Strand) -> bool:
        return False

    def _at_handle(self, node: Node, strand: Strand) -> bool:
        return self._at_approval(node, strand)

    def _at_resubmit(self, node: Node, strand: Strand) -> bool:
        strand.node, strand.voters = node, [Vote(self.initiator)]
        self.strands.append(strand)
        return True

    def _at_approval(self, node: Node, strand: Strand) -> bool:
        self.passed.append(node["id"])
        strand.node, strand.voters = node, []
        known = set() if strand.sent_back or node["type"] != "approval" else self._known()
        for place, key in enumerate(node["assignees"]["members"]):
            member = self.numbers[key]
            strand.voters.append(Vote(member, True if member in known else None, place))
        self.said_yes += [(strand.number, node["type"], v.member) for v in strand.voters if v.said]
        if self._is_over(strand):
            self._finish(strand)
            return False
        self.strands.append(strand)
        return True

    def _known(self) -> set[int]:
        """Whose answer a setting has already."""
        settings = self.document.get("settings", {})
        known: set[int] = set()
        if settings.get("same_as_initiator") == "pass":
            known.add(self.initiator)
        if settings.get("duplicate_approver") == "pass":
            known |= {member for _, kind, member in self.said_yes if kind == "approval"}
        return known

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
        states = [v.verdict() for v in strand.voters]
        yes, no, open_votes = states.count(True), states.count(False), states.count(None)
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


def _asked(strand: Strand) -> list[Vote]:
    """All at once, or one after the other."""
    seats = sorted(strand.voters, key=lambda v: (v.place, v.age))
    turns = [found for seat in seats if (found := seat.turns())]
    if (strand.node or {}).get("mode") == "sequential":
        turns = turns[:1]
    return [voter for found in turns for voter in found]


def _spot(strand: Strand) -> Spot:
    assert strand.node is not None
    ways = tuple(tuple(one.way) for one in strand.up())
    return Spot(strand.node, strand.number, strand.token, ways)


def _put_at(spot: Spot, strand: Strand) -> Strand:
    """A strand that is about to visit the spot. Forks around both of them stay as they are; those
    around the spot alone have no other way that is still under way."""
    shared = len(_common(spot.token, strand.token))
    found = next((one for one in strand.up() if len(one.token) == shared - 1), None)
    for depth in range(shared, len(spot.token) + 1):
        way = list(spot.ways[len(spot.token) - depth])
        found = Strand(way, found, spot.token[:depth], children=1)
    assert found is not None
    found.way.append(spot.node)
    found.children = 0
    return found


def _common(one: Token, other: Token) -> Token:
    shared = 0
    while shared < min(len(one), len(other)) and one[shared] == other[shared]:
        shared += 1
    return one[:shared]
