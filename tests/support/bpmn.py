"""BPMN files in a few words, and a small reading of them by hand."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

MODEL = "http://www.omg.org/spec/BPMN/20100524/MODEL"
START = '<startEvent id="s"/>'
END = '<endEvent id="e"/>'


def bpmn(*parts: str, name: str = "Test", more: str = "") -> bytes:
    process = f'<process id="p" name={quoteattr(name)}>{"".join(parts)}</process>'
    head = f'<?xml version="1.0"?><definitions xmlns="{MODEL}" targetNamespace="t">'
    return f"{head}{process}{more}</definitions>".encode()


def task(id_: str, inside: str = "", **attributes: str) -> str:
    """A user task called like its id in capitals."""
    given = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items())
    return f'<userTask id="{id_}" name="{id_.upper()}"{given}>{inside}</userTask>'


def gateway(kind: str, id_: str, default: str = "", name: str = "") -> str:
    said = f' default="{default}"' if default else ""
    named = f" name={quoteattr(name)}" if name else ""
    return f'<{kind}Gateway id="{id_}"{said}{named}/>'


def way(source: str, target: str, when: str = "", name: str = "") -> str:
    """Called ``source-target``."""
    inside = f"<conditionExpression>{escape(when)}</conditionExpression>" if when else ""
    named = f" name={quoteattr(name)}" if name else ""
    ends = f'sourceRef="{source}" targetRef="{target}"'
    return f'<sequenceFlow id="{source}-{target}" {ends}{named}>{inside}</sequenceFlow>'


def chain(*ids: str) -> str:
    return "".join(way(a, b) for a, b in pairwise(ids))


@dataclass
class Choices:
    """A process of tasks and exclusive choices, with ways back, and its walk by hand.

    After each task comes a choice: one way if its variable is set, the other if not.
    """

    seed: int
    ways: dict[int, tuple[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        count = self.random.randint(3, 7)
        for here in range(count):
            back = self.random.randint(0, here) if self.random.random() < 0.4 else count
            self.ways[here] = (back, here + 1)

    @property
    def end(self) -> int:
        return len(self.ways)

    def xml(self) -> bytes:
        parts = [START, f'<endEvent id="t{self.end}"/>', way("s", "t0")]
        for here, (if_set, otherwise) in self.ways.items():
            parts += [task(f"t{here}"), way(f"t{here}", f"x{here}")]
            if if_set == otherwise:
                parts += [gateway("exclusive", f"x{here}"), way(f"x{here}", f"t{otherwise}")]
                continue
            parts.append(gateway("exclusive", f"x{here}", f"x{here}-t{otherwise}"))
            parts.append(way(f"x{here}", f"t{if_set}", f"${{v{here}}}"))
            parts.append(way(f"x{here}", f"t{otherwise}"))
        return bpmn(*parts)

    def walk(self) -> tuple[dict[str, list[dict[str, bool]]], list[str]]:
        """What the tasks set, time by time, and the tasks in their order."""
        said: dict[str, list[dict[str, bool]]] = {}
        done: list[str] = []
        here = 0
        while here != self.end:
            value = self.random.random() < 0.4 and len(done) < 25
            said.setdefault(f"T{here}", []).append({f"v{here}": value})
            done.append(f"T{here}")
            here = self.ways[here][0 if value else 1]
        return said, done
