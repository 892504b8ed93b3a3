"""The front door of ``huiliu.permissions``: the port, the publisher, and what explains them."""

from __future__ import annotations

from huiliu.permissions.compiled import Compiled
from huiliu.permissions.differences import GroupChange, differences
from huiliu.permissions.document import GroupMembers, PermissionDocument
from huiliu.permissions.effect import Effect
from huiliu.permissions.explain import Because, Explanation, Question, Via, explain
from huiliu.permissions.looking import Looking, look_as, may_know, readable
from huiliu.permissions.publisher import PermissionPublisher
from huiliu.permissions.reach import reach
from huiliu.permissions.whom import effects_on

__all__ = [
    "Because",
    "Effect",
    "Explanation",
    "GroupChange",
    "GroupMembers",
    "Looking",
    "PermissionDocument",
    "Question",
    "Via",
    "differences",
    "effects_on",
    "explain",
    "look_as",
    "may_know",
    "permissions",
    "publisher",
    "reach",
    "readable",
]

permissions = Compiled()
publisher = PermissionPublisher()
