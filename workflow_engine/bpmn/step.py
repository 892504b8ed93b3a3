"""The parts of the graph of a process."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from workflow_engine.bpmn.safe_xml import Element


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
    limit: Element | None = None
    """The timer on its boundary that interrupts it."""

    @property
    def ran_out(self) -> str:
        """The variable that says whether its time limit was passed."""
        return "late_at_" + re.sub(r"\W", lambda found: f"_{ord(found[0]):x}_", self.id)


@dataclass
class Process:
    steps: dict[str, Step]
    start: str
    lanes: dict[str, str]
    """Step → the name of its lane."""


def told(element: Element) -> str:
    named = (element.get("name") or element.get("id"))[:200]
    return f"{element.name} '{named}'" if named else element.name
