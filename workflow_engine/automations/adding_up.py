"""Which few amounts add up to another, exactly: the items that one payment pays. Pure.

The fewest that do are what is meant, if they are the only ones: one item of that very amount comes
before any two. A number of items is tried only where all of its combinations can be looked at, so
that "the only ones" is never a guess; the same amounts in the same order give the same answer.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, islice
from math import comb
from typing import Any

MOST = 5
_LOOKS = 400_000
"""Looks at one number of items: 5 of 57, 4 of 134, 3 of 894."""


@dataclass(frozen=True)
class Found:
    """``first``: the places of the first combination, in their order. ``several``: others of as
    many items add up to it too."""

    first: tuple[int, ...] = ()
    several: bool = False


NOTHING = Found()


def adding_up(amounts: Sequence[Decimal], total: Decimal, most: int = MOST) -> Found:
    """The fewest of ``amounts``, at most ``most``, whose sum is ``total``. 0 is paid by nothing."""
    if total == 0:
        return NOTHING
    for count in range(1, min(most, len(amounts)) + 1):
        if comb(len(amounts), count - 1) > _LOOKS:
            return NOTHING
        found = list(islice(_combinations(amounts, total, count), 2))
        if found:
            return Found(found[0], len(found) > 1)
    return NOTHING


def adding_up_together(
    amounts: Sequence[Decimal], groups: Sequence[Any], total: Decimal, most: int = MOST
) -> Found:
    """The same, of items of one group only. As few of two groups are several."""
    found: list[tuple[int, tuple[int, ...], bool]] = []
    for group in dict.fromkeys(groups):
        places = [place for place, one in enumerate(groups) if one == group]
        inside = adding_up([amounts[place] for place in places], total, most)
        if inside.first:
            first = tuple(places[n] for n in inside.first)
            found.append((len(first), first, inside.several))
    if not found:
        return NOTHING
    fewest = sorted(one for one in found if one[0] == min(found)[0])
    return Found(fewest[0][1], len(fewest) > 1 or fewest[0][2])


def _combinations(
    amounts: Sequence[Decimal], total: Decimal, count: int
) -> Iterator[tuple[int, ...]]:
    """In the order of their places. The last item is looked up instead of gone through."""
    at: dict[Decimal, list[int]] = {}
    for place, amount in enumerate(amounts):
        at.setdefault(amount, []).append(place)
    for chosen in combinations(range(len(amounts)), count - 1):
        left = total - sum((amounts[place] for place in chosen), Decimal(0))
        places = at.get(left, ())
        after = bisect_right(places, chosen[-1]) if chosen else 0
        for last in islice(places, after, None):
            yield (*chosen, last)
