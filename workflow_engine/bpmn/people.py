"""Who does a task: what the file says of its performers, else its lane, else the initiator."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from huiliu.core.safe_xml import Element
from workflow_engine.bpmn.expressions import slug
from workflow_engine.bpmn.step import Step

INITIATOR = re.compile(r"[$#]\{\s*(initiator|starter|applyUserId|startUser\w*)\s*\}")


def assignees(step: Step, lane: str) -> dict[str, Any]:
    """Settings of our nodes. Names of groups become keys of roles, names of users logins."""
    element = step.element
    named = list(_users(element))
    if any(INITIATOR.fullmatch(one) for one in named):
        return {"initiator": True}
    members = [one for one in named if not one.startswith(("$", "#"))]
    if members:
        return {"members": members}
    roles = [slug(one) for one in _groups(element) if not one.startswith(("$", "#"))]
    if not roles and lane:
        roles = [slug(lane)] if slug(lane).strip("v_") else []
    return {"roles": roles} if roles else {"initiator": True}


def _users(element: Element) -> Iterator[str]:
    for attribute in ("assignee", "candidateUsers"):
        yield from _listed(element.get(attribute))
    yield from _performers(element, "user")


def _groups(element: Element) -> Iterator[str]:
    yield from _listed(element.get("candidateGroups"))
    yield from _performers(element, "group")


def _performers(element: Element, kind: str) -> Iterator[str]:
    """``<potentialOwner>`` … ``user(ann), group(finance)`` or a bare name, which is a group."""
    for performer in (*element.all("potentialOwner"), *element.all("humanPerformer")):
        for part in performer.walk():
            if part.name == "formalExpression":
                for one in _listed(part.text):
                    match = re.fullmatch(r"(user|group)\((.+)\)", one)
                    if match and match[1] == kind:
                        yield match[2]
                    elif not match and kind == "group":
                        yield one


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]
