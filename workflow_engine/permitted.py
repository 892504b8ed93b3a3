"""Whether a node lets its holder do something, and what it asks for with it."""

from __future__ import annotations

from typing import Any

from huiliu.core.errors import FieldError, ValidationFailed
from workflow_engine.errors import ActionOff, FillInFirst, OneByOne, WrongAnswer
from workflow_engine.log import Said
from workflow_engine.node_actions import ANSWERS, Action, Actions
from workflow_engine.node_type import type_of


def actions_of(config: Any) -> Actions:
    """Of a node with people, also of a type that has no such setting."""
    actions: Actions = getattr(config, "actions", None) or Actions()
    return actions


def with_actions(config: Any) -> Actions | None:
    """What an admin has set at a node with people; None where there is nothing to set."""
    return getattr(config, "actions", None)


def not_in_lists(config: Any) -> OneByOne | None:
    """Why a click in a list is not enough. None: it is, nothing but a comment is asked for."""
    approve = offered(config).get("approve")
    asks = approve is not None and "required" in (approve.attachments, approve.signature)
    if approve is None or asks or not getattr(config, "batch", True):
        return OneByOne()
    return FillInFirst() if getattr(config, "required", ()) else None


def offered(config: Any) -> dict[str, Action]:
    """What the buttons of a node are: action → how it is set."""
    answers = type_of(config).answers
    return {
        name: action
        for name, action in actions_of(config).switched_on()
        if name not in ANSWERS or name in answers
    }


def require(config: Any, name: str, said: Said) -> Action:
    """The action's settings. Raises WrongAnswer where the node's type has no such answer,
    ActionOff where an admin has switched it off, or ValidationFailed for what is missing."""
    if name in ANSWERS and name not in type_of(config).answers:
        raise WrongAnswer
    action = offered(config).get(name)
    if action is None:
        raise ActionOff
    given = {
        "comment": bool(said.comment.strip()),
        "attachments": bool(said.attachments),
        "signature": bool(said.signature),
    }
    missing = [what for what, is_there in given.items() if _is_missing(action, what, is_there)]
    if missing:
        raise ValidationFailed(fields={what: [FieldError("required")] for what in missing})
    return action


def _is_missing(action: Action, what: str, is_there: bool) -> bool:
    return getattr(action, what) == "required" and not is_there
