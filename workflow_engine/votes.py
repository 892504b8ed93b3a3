"""When a node is decided, and whose turn it is. Pure: rows in, words out.

A *seat* is a vote that counts: somebody asked by the node, or added beside them. Who was added
before or after somebody belongs to that person's seat: a seat says yes when all of its people have.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

Mode = Literal["any", "all", "sequential", "percent", "weight"]
Rejection = Literal["veto", "vote", "hear_all"]
Outcome = Literal["approved", "rejected"]
Place = Literal["", "before", "after", "delegate"]
ItemState = Literal[
    "pending", "waiting", "aside", "approved", "rejected", "handled", "returned",
    "skipped", "canceled", "transferred", "removed",
]  # fmt: skip
OPEN: tuple[ItemState, ...] = ("pending", "waiting")
YES: tuple[ItemState, ...] = ("approved", "handled")
OUT_OF_COUNT: tuple[ItemState, ...] = ("skipped", "canceled", "transferred", "removed")


class Voter(Protocol):
    """``parent_id`` and ``place``: whose seat it is in, and on which side of them."""

    pk: int
    state: str
    weight: int
    parent_id: int | None
    place: str


V = TypeVar("V", bound=Voter)


@dataclass(frozen=True)
class Rule:
    """``percent`` is what ``percent`` (of people) and ``weight`` (of weights) need. Rejections:
    ``veto`` one is enough · ``vote`` the node is rejected once it can no longer be approved ·
    ``hear_all`` nothing is decided before everybody has answered."""

    mode: Mode = "any"
    percent: int = 100
    rejection: Rejection = "veto"

    def enough(self, yes: int, total: int) -> bool:
        """Whether so much yes approves, of everything that can be said."""
        if self.mode == "any":
            return yes >= min(1, total)
        if self.mode in ("percent", "weight"):
            return yes * 100 >= total * self.percent and yes >= min(1, total)
        return yes == total


def decide(rule: Rule, voters: Sequence[Voter]) -> Outcome | None:
    """None while the node is open. Nobody to ask: approved."""
    said: dict[str, int] = {"yes": 0, "no": 0, "open": 0}
    for seat, verdict in _seats(voters):
        said[verdict] += seat.weight if rule.mode == "weight" else 1
    total = sum(said.values())
    if rule.rejection == "veto" and said["no"]:
        return "rejected"
    if rule.rejection == "hear_all" and said["open"]:
        return None
    if rule.enough(said["yes"], total):
        return "approved"
    return None if rule.enough(said["yes"] + said["open"], total) else "rejected"


def asked_now(rule: Rule, voters: Sequence[V]) -> list[V]:
    """Whose turn it is; in order, ``voters`` being sorted. Nobody exactly when all seats have
    answered."""
    inside = _inside(voters)
    turns: list[V] = []
    for seat in _live(voters):
        found = _turns(seat, inside)
        turns += found
        if found and rule.mode == "sequential":
            break
    return turns


def _seats(voters: Sequence[V]) -> list[tuple[V, str]]:
    inside = _inside(voters)
    return [(seat, _verdict(seat, inside)) for seat in _live(voters)]


def _live(voters: Sequence[V]) -> list[V]:
    return [one for one in voters if not one.place and one.state not in OUT_OF_COUNT]


def _inside(voters: Sequence[V]) -> Mapping[int, list[V]]:
    inside: dict[int, list[V]] = defaultdict(list)
    for one in voters:
        if one.place and one.parent_id is not None and one.state not in OUT_OF_COUNT:
            inside[one.parent_id].append(one)
    return inside


def _beside(voter: V, inside: Mapping[int, list[V]], *places: Place) -> list[V]:
    return [one for one in inside.get(voter.pk, ()) if one.place in places]


def _verdict(voter: V, inside: Mapping[int, list[V]]) -> Literal["yes", "no", "open"]:
    first = [_verdict(one, inside) for one in _beside(voter, inside, "before")]
    if "no" in first:
        return "no"
    if "open" in first or voter.state in OPEN:
        return "open"
    if voter.state not in YES:
        return "no"
    last = [_verdict(one, inside) for one in _beside(voter, inside, "after")]
    return "no" if "no" in last else "open" if "open" in last else "yes"


def _turns(voter: V, inside: Mapping[int, list[V]]) -> list[V]:
    if _verdict(voter, inside) != "open":
        return []
    # A delegate gives advice: whatever it is, the question then comes back.
    ahead = [t for c in _beside(voter, inside, "before", "delegate") for t in _turns(c, inside)]
    if ahead or voter.state in OPEN:
        return ahead or [voter]
    return [t for c in _beside(voter, inside, "after") for t in _turns(c, inside)]
