"""The pure heart of a node: when it is decided, and whose turn it is."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import product

import pytest

from workflow_engine.votes import OPEN, OUT_OF_COUNT, YES, Rule, asked_now, decide


@dataclass
class One:
    pk: int
    state: str = "pending"
    weight: int = 1
    parent_id: int | None = None
    place: str = ""


def voters(text: str, *weights: int) -> list[One]:
    """``yn.`` is a yes, a no and one who has not answered; ``-`` is out of the count."""
    states = {"y": "approved", "n": "rejected", ".": "pending", "-": "skipped"}
    seats = [One(number, states[letter]) for number, letter in enumerate(text, start=1)]
    for seat, weight in zip(seats, weights, strict=False):
        seat.weight = weight
    return seats


ANY, ALL, IN_ORDER = Rule("any"), Rule("all"), Rule("sequential")
MATRIX = [
    # mode, percent, rejection, votes, outcome
    ("any", 100, "veto", "..", None),
    ("any", 100, "veto", "y..", "approved"),
    ("any", 100, "veto", "n..", "rejected"),
    ("any", 100, "vote", "n..", None),
    ("any", 100, "vote", "nny", "approved"),
    ("any", 100, "vote", "nnn", "rejected"),
    ("any", 100, "hear_all", "y.", None),
    ("any", 100, "hear_all", "yn", "approved"),
    ("any", 100, "hear_all", "nn", "rejected"),
    ("all", 100, "veto", "yy.", None),
    ("all", 100, "veto", "yyy", "approved"),
    ("all", 100, "veto", "y.n", "rejected"),
    ("all", 100, "vote", "y.n", "rejected"),
    ("all", 100, "hear_all", "y.n", None),
    ("all", 100, "hear_all", "yyn", "rejected"),
    ("all", 100, "hear_all", "yyy", "approved"),
    ("all", 100, "veto", "y-", "approved"),
    ("sequential", 100, "veto", "y.", None),
    ("sequential", 100, "veto", "yy", "approved"),
    ("sequential", 100, "veto", "yn.", "rejected"),
    ("sequential", 100, "hear_all", "n..", None),
    ("percent", 60, "vote", "yyy..", "approved"),
    ("percent", 60, "vote", "yy...", None),
    ("percent", 60, "vote", "nn...", None),
    ("percent", 60, "vote", "nnn..", "rejected"),
    ("percent", 60, "veto", "yyn..", "rejected"),
    ("percent", 60, "hear_all", "yyy..", None),
    ("percent", 60, "hear_all", "yyynn", "approved"),
    ("percent", 60, "hear_all", "yynnn", "rejected"),
    ("percent", 67, "vote", "yyn", "rejected"),
    ("percent", 66, "vote", "yyn", "approved"),
    ("percent", 1, "vote", "...", None),
    ("percent", 1, "vote", "y..", "approved"),
    ("percent", 60, "vote", "yyy.-", "approved"),
    ("any", 100, "veto", "", "approved"),
    ("percent", 60, "vote", "--", "approved"),
]


@pytest.mark.parametrize(("mode", "percent", "rejection", "text", "outcome"), MATRIX)
def test_the_option_matrix(
    mode: str, percent: int, rejection: str, text: str, outcome: str | None
) -> None:
    assert decide(Rule(mode, percent, rejection), voters(text)) == outcome  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "weights", "outcome"),
    [
        ("y..", (3, 1, 1), "approved"),
        (".yy", (3, 1, 1), None),
        ("n..", (3, 1, 1), "rejected"),
        (".nn", (3, 1, 1), None),
        ("ynn", (3, 1, 1), "approved"),
        ("y.", (3, 3), None),
    ],
)
def test_sixty_percent_of_the_weights(
    text: str, weights: tuple[int, ...], outcome: str | None
) -> None:
    assert decide(Rule("weight", 60, "vote"), voters(text, *weights)) == outcome


def added(place: str, mine: str = "pending", theirs: str = "waiting") -> list[One]:
    return [One(1, mine), One(2, theirs, parent_id=1, place=place)]


@pytest.mark.parametrize(
    ("place", "mine", "theirs", "outcome", "turn"),
    [
        ("before", "waiting", "pending", None, [2]),
        ("before", "waiting", "approved", None, [1]),
        ("before", "approved", "approved", "approved", []),
        ("before", "waiting", "rejected", "rejected", []),
        ("after", "pending", "waiting", None, [1]),
        ("after", "approved", "waiting", None, [2]),
        ("after", "approved", "approved", "approved", []),
        ("after", "approved", "rejected", "rejected", []),
        ("after", "rejected", "waiting", "rejected", []),
        ("delegate", "waiting", "pending", None, [2]),
        ("delegate", "waiting", "approved", None, [1]),
        ("delegate", "waiting", "rejected", None, [1]),
        ("delegate", "waiting", "removed", None, [1]),
    ],
)
@pytest.mark.parametrize("rule", [ANY, ALL, IN_ORDER, Rule("percent", 100, "vote")])
def test_who_was_added_belongs_to_the_seat(
    rule: Rule, place: str, mine: str, theirs: str, outcome: str | None, turn: list[int]
) -> None:
    people = added(place, mine, theirs)
    assert decide(rule, people) == outcome
    assert [one.pk for one in asked_now(rule, people)] == turn


def test_in_order_asks_one_seat_at_a_time_with_those_before_it() -> None:
    first, second = One(1, "waiting"), One(2, "waiting")
    before = [One(3, "waiting", parent_id=1, place="before") for _ in range(1)]
    assert asked_now(IN_ORDER, [first, second]) == [first]
    assert asked_now(IN_ORDER, [first, *before, second]) == before
    before[0].state = first.state = "approved"
    assert asked_now(IN_ORDER, [first, *before, second]) == [second]


def test_the_quorum_follows_added_and_removed_people() -> None:
    rule = Rule("percent", 50, "vote")
    people = voters("y..")
    assert decide(rule, people) is None
    people.append(One(9, "removed", parent_id=1))
    people[2].state = "removed"
    assert decide(rule, people) == "approved"


def _random_people(chance: random.Random) -> list[One]:
    people: list[One] = []
    states = [*OPEN, *YES, "rejected", *OUT_OF_COUNT]
    for pk in range(1, chance.randint(1, 9)):
        place = chance.choice(["", "", "before", "after", "delegate"]) if people else ""
        parent = chance.choice(people).pk if place else None
        people.append(One(pk, chance.choice(states), chance.randint(1, 4), parent, place))
    return people


RULES = [
    Rule(mode, percent, rejection)  # type: ignore[arg-type]
    for mode, percent, rejection in product(
        ("any", "all", "sequential", "percent", "weight"),
        (1, 50, 100),
        ("veto", "vote", "hear_all"),
    )
]


@pytest.mark.parametrize("seed", range(20))
def test_nobody_waits_for_nothing(seed: int) -> None:
    """Somebody's turn as long as it is open; once everybody has answered there is a decision; and
    where votes are counted, later answers never change one."""
    chance = random.Random(seed)
    for _ in range(100):
        people, rule = _random_people(chance), chance.choice(RULES)
        decided = decide(rule, people)
        for _ in range(len(people) + 1):
            turns = asked_now(rule, people)
            if not turns:
                break
            assert all(one.state in OPEN for one in turns)
            chance.choice(turns).state = chance.choice(["approved", "rejected"])
            if decided is not None and rule.rejection == "vote":
                assert decide(rule, people) == decided
        assert decide(rule, people) is not None


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_more_consent_never_hurts(rule: Rule) -> None:
    """Turning a no into a yes cannot turn approved into rejected; nor the other way round."""
    for size in range(1, 5):
        for letters in product("yn", repeat=size):
            before = decide(rule, voters("".join(letters)))
            for place, letter in enumerate(letters):
                if letter == "n":
                    better = [*letters[:place], "y", *letters[place + 1 :]]
                    after = decide(rule, voters("".join(better)))
                    assert (before, after) != ("approved", "rejected")
