"""What people can do at a node: each action on or off, by another name, with what it asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import ConfigDict, Field

from huiliu.core.documents import Title
from workflow_engine.node_type import Part

Asked = Literal["none", "optional", "required"]
Where = Literal["before", "after", "parallel"]
After = Literal["replay", "direct", "choose"]


class Action(Part):
    """One button. ``title`` renames it."""

    on: bool = True
    title: Title | None = None
    comment: Asked = "optional"
    attachments: Asked = "optional"
    signature: Asked = "none"


class Off(Action):
    """An action that an admin has to switch on."""

    on: bool = False


class Return(Action):
    """``to``: any node the run has passed, the one before, the initiator, or some nodes by id.
    ``after``: run the nodes between again, come straight back, or let the person choose."""

    to: Literal["passed", "previous", "initiator"] | tuple[str, ...] = "passed"
    after: After = "replay"


class AddSign(Action):
    where: tuple[Where, ...] = ("before", "after", "parallel")


class Actions(Part):
    """All of them. What a node's type does not answer (``approve`` at a node to fill in) is off
    whatever is written here."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, populate_by_name=True, serialize_by_alias=True
    )

    approve: Action = Action()
    handle: Action = Action()
    reject: Action = Action()
    return_: Return = Field(default=Return(), alias="return")
    transfer: Action = Action()
    add_sign: AddSign = AddSign()
    remove_sign: Action = Action()
    delegate: Action = Off()
    cc: Action = Off()
    save: Action = Action()
    terminate: Action = Off()

    def of(self, name: str) -> Action:
        action: Action = getattr(self, "return_" if name == "return" else name)
        return action

    def switched_on(self) -> Iterator[tuple[str, Action]]:
        for name, action in self:
            if action.on:
                yield name.rstrip("_"), action

    def as_json(self) -> dict[str, Any]:
        """Only what an admin has set."""
        return self.model_dump(mode="json", exclude_defaults=True)


ANSWERS = ("approve", "reject", "handle")
"""Actions that a node's type offers or not; the others suit every node with people."""
