"""The front door of ``huiliu.permissions``: the port, the publisher, and what explains them."""

from __future__ import annotations

from huiliu.permissions.compiled import Compiled
from huiliu.permissions.document import PermissionDocument
from huiliu.permissions.explain import Because, Explanation, Question, explain
from huiliu.permissions.publisher import PermissionPublisher
from huiliu.permissions.reach import reach

__all__ = [
    "Because",
    "Explanation",
    "PermissionDocument",
    "Question",
    "explain",
    "permissions",
    "publisher",
    "reach",
]

permissions = Compiled()
publisher = PermissionPublisher()
