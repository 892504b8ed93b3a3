"""What surrounds what in a graph: dominators, where ways meet again, and loops.

``EXIT`` is one more node behind everything that has no way out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from workflow_engine.bpmn.refusal import Refused

EXIT = ""
Edges = Mapping[str, tuple[str, ...]]
Edge = tuple[str, str]


@dataclass(frozen=True)
class Loop:
    """All that is done again: a node that is entered from outside, and what leads back to it."""

    header: str
    body: frozenset[str]


class Shape:
    def __init__(self, out: Mapping[str, Iterable[str]], start: str) -> None:
        """``out``: node → the nodes after it."""
        self.out: Edges = {here: tuple(there) or (EXIT,) for here, there in out.items()}
        self.start = start
        self.dominators = _dominators(self.out, start)
        self.loops = _loops(self.out, self.dominators, start)
        self.tails = self._tails()
        self._meets = _nearest(_dominators(_turned(self.out), EXIT))
        cut = self.tails - self._ways_out_of_loops()
        shorter = {
            here: tuple(t for t in there if (here, t) not in cut)
            for here, there in self.out.items()
        }
        self._meets_but_for_tails = _nearest(_dominators(_turned(shorter), EXIT))

    def meeting(self, here: str, region: Collection[str] | None, *, at_once: bool) -> str:
        """Where all ways from a node come together, inside the region if one is given. Ways that
        lead to the end by themselves count only when they run beside others (``at_once``)."""
        meets = self._meets.get(here, EXIT)
        fits = meets != EXIT and (region is None or meets in region)
        return meets if fits or at_once else self._meets_but_for_tails.get(here, EXIT)

    def reachable(self, first: str) -> set[str]:
        seen: set[str] = set()
        todo = [first]
        while todo:
            here = todo.pop()
            if here != EXIT and here not in seen:
                seen.add(here)
                todo += self.out[here]
        return seen

    def main_exit(self, loop: Loop) -> str | None:
        """The node of the loop that every round passes before it can be left for good: of those
        with a way out the last."""
        sources = [h for h in loop.body if any(t not in loop.body for t in self.out[h])]
        last = [one for one in sources if all(o in self.dominators[one] for o in sources)]
        return last[0] if last else None

    def _ways_out_of_loops(self) -> frozenset[Edge]:
        loops = [loop for loops in self.loops.values() for loop in loops]
        return frozenset(
            (source, target)
            for loop in loops
            if (source := self.main_exit(loop)) is not None
            for target in self.out[source]
            if target not in loop.body
        )

    def _tails(self) -> frozenset[Edge]:
        """Ways out of a choice behind which there is only an end that no other way leads to."""
        found: set[Edge] = set()
        for here, there in self.out.items():
            own = {t for t in there if t != EXIT and self._is_private(t)}
            if len(there) > 1 and len(own) < len(there):
                found |= {(here, t) for t in own}
        return frozenset(found)

    def _is_private(self, first: str) -> bool:
        return all(first in self.dominators.get(one, ()) for one in self.reachable(first))


def _turned(out: Edges) -> Edges:
    turned: dict[str, list[str]] = {here: [] for here in (*out, EXIT)}
    for here, there in out.items():
        for one in there:
            turned[one].append(here)
    return {here: tuple(there) for here, there in turned.items()}


def _dominators(out: Edges, start: str) -> dict[str, frozenset[str]]:
    """Node → all nodes on every way to it, itself included; only what can be reached."""
    order = _order(out, start)
    into = {here: [h for h in order if here in out.get(h, ())] for here in order}
    everything = frozenset(order)
    found = dict.fromkeys(order, everything) | {start: frozenset({start})}
    changed = True
    while changed:
        changed = False
        for here in order:
            if here == start:
                continue
            common = frozenset.intersection(*(found[h] for h in into[here])) | {here}
            if common != found[here]:
                found[here], changed = common, True
    return found


def _order(out: Edges, start: str) -> list[str]:
    seen: dict[str, None] = {}
    todo = [start]
    while todo:
        here = todo.pop()
        if here not in seen:
            seen[here] = None
            todo += reversed(out.get(here, ()))
    return list(seen)


def _nearest(dominators: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """Node → the last of those that all its ways pass, other than itself."""
    return {
        here: max(above - {here}, key=lambda one: len(dominators[one]))
        for here, above in dominators.items()
        if len(above) > 1
    }


def _loops(
    out: Edges, dominators: Mapping[str, frozenset[str]], start: str
) -> dict[str, list[Loop]]:
    """Header → its loops, the widest first. Loops of one header lie in each other or are one."""
    back = [(h, t) for h, there in out.items() for t in there if t in dominators.get(h, ())]
    _require_headers({h: tuple(t for t in there if (h, t) not in back) for h, there in out.items()})
    turned = _turned(out)
    found: dict[str, list[frozenset[str]]] = {}
    for source, header in back:
        bodies = found.setdefault(header, [])
        bodies.append(_body(turned, source, header))
        found[header] = _merged(bodies)
    return {
        header: [Loop(header, body) for body in sorted(bodies, key=len, reverse=True)]
        for header, bodies in found.items()
    }


def _body(turned: Edges, source: str, header: str) -> frozenset[str]:
    body, todo = {header}, [source]
    while todo:
        here = todo.pop()
        if here not in body:
            body.add(here)
            todo += turned[here]
    return frozenset(body)


def _merged(bodies: list[frozenset[str]]) -> list[frozenset[str]]:
    merged: list[frozenset[str]] = []
    for body in sorted(bodies, key=len):
        beside = [one for one in merged if not one <= body]
        merged = [one for one in merged if one <= body and one != body]
        merged.append(frozenset().union(body, *beside))
    return merged


def _require_headers(forward: Edges) -> None:
    """Without the ways back there is no circle left; otherwise one is entered in two places."""
    state: dict[str, int] = {}

    def visit(here: str) -> None:
        state[here] = 1
        for there in forward.get(here, ()):
            if state.get(there) == 1:
                raise Refused(f"the loop at '{there}'", "it is entered in more than one place")
            if there not in state:
                visit(there)
        state[here] = 2

    for one in forward:
        if one not in state:
            visit(one)
