"""The parts of the graph of a process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from huiliu.core.safe_xml import Element


@dataclass(frozen=True)
class Flow:
    id: str
    source: str
    target: str
    name: str = ""
    condition: str = ""
    is_default: bool = False


@dataclass
class Step:
    """``kind``: ``start end task timer pass xor and or sub``. ``element`` is where it came from."""

    id: str
    kind: str
    name: str
    element: Element
    out: list[Flow] = field(default_factory=list)
    into: list[Flow] = field(default_factory=list)
    limits: list[Element] = field(default_factory=list)
    """The timers on its boundary that interrupt it."""
    beside: list[Element] = field(default_factory=list)
    """Those that start something else and let it go on."""

    def ran_out(self, limit: int) -> str:
        """The variable that says whether a time limit was passed."""
        more = f"_{limit + 1}" if limit else ""
        return "late_at_" + re.sub(r"\W", lambda found: f"_{ord(found[0]):x}_", self.id) + more


@dataclass
class Process:
    steps: dict[str, Step]
    start: str
    lanes: dict[str, str]
    """Step → the name of its lane."""

    def behind(self, first: str) -> dict[str, None]:
        """The step and all that sequence flows lead to from there, in the order of the file."""
        seen: dict[str, None] = {}
        todo = [first] if first else []
        while todo:
            here = todo.pop()
            if here not in seen:
                seen[here] = None
                todo += [flow.target for flow in reversed(self.steps[here].out)]
        return {key: None for key in self.steps if key in seen}


def told(element: Element) -> str:
    named = (element.get("name") or element.get("id"))[:200]
    return f"{element.name} '{named}'" if named else element.name
