"""Everything a story is played with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.acceptance.player.designs import Designs
from tests.acceptance.player.expecting import Difference
from tests.acceptance.player.labels import Doc, Labels
from tests.acceptance.player.people import Person, Staff
from tests.acceptance.player.session import Session
from tests.acceptance.player.story import Story


@dataclass(frozen=True)
class Approval:
    """Somebody approved; ``after`` is the status of the document then, as stories write it."""

    doc: Doc
    role: str
    after: str


@dataclass
class Stage:
    """``admin`` sets up, and looks at what only administrators see; ``observer`` is the general
    manager, who sees all figures."""

    story: Story
    url: str
    admin: Session
    designs: Designs
    staff: Staff
    observer: Person
    labels: Labels = field(default_factory=Labels)
    approvals: list[Approval] = field(default_factory=list)
    lost: list[Difference] = field(default_factory=list)
    """What a story says and the forms have no field for, of this step."""
    put_away: set[Doc] = field(default_factory=set)
    """Documents that were refused after they were sent, voided since."""
    notes: list[str] = field(default_factory=list)
    answers: dict[str, Any] = field(default_factory=dict)
    """What an operation found out itself, beside the state: suggestions, statements."""

    only_the_end: bool = False
    """Of a variant: on the way it is not looked what a step changes, or leaves as it is."""

    openings: dict[str, str] = field(default_factory=dict)
    """What the items of opening balances are called here."""

    def usual_actor(self, operation: str) -> Person:
        """Who plays such steps in this story; 财务 when nobody does."""
        steps = [step for step in self.story["steps"] if step["op"] == operation]
        return self.staff.person(steps[0]["actor"] if steps else "财务")

    def note(self, text: str) -> None:
        """Something of the story that has no place here; told once."""
        if text not in self.notes:
            self.notes.append(text)

    def set_clock(self, day: str, minute: int) -> None:
        """Of that day, so that steps of one day come one after the other."""
        at = datetime.fromisoformat(f"{day}T09:00:00+08:00") + timedelta(minutes=minute)
        self.admin.call("POST", "/test/clock", {"now": at.isoformat()})

    def read(self, doc: Doc) -> dict[str, Any]:
        found: dict[str, Any] = self.observer.session.record(doc.form, doc.id)
        return found

    def rows(self, doc: Doc) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self.read(doc)["values"]["lines"]
        return rows


Operation = Callable[[Stage, Person, dict[str, Any]], list[Doc]]
"""Plays one operation and answers the documents it made; raises Refused when it is refused."""
