"""Whoever may hand in and not look finds again what they have begun: own drafts, nothing else.

Only where records are asked for one by one: what other forms, formulas and searches may see of a
form does not follow from having begun something in it.
"""

from __future__ import annotations

from dataclasses import replace

from huiliu.core.access import Access, Action, Grant
from huiliu.core.conditions import Condition

_MINE = Condition.model_validate(
    {
        "cond": [
            {"field": "$created_by", "op": "eq", "value": {"current": "member"}},
            {"field": "$state", "op": "eq", "value": "draft"},
        ]
    }
)
_WITH_IT: frozenset[Action] = frozenset({"view", "edit", "delete"})


def with_own_drafts(access: Access) -> Access:
    return replace(access, grants=(*access.grants, *_drafts(access)))


def only_own_drafts(access: Access) -> Access | None:
    """None for who has none to look for, or sees them in the list of the form."""
    grants = _drafts(access)
    return replace(access, grants=grants) if grants and not access.may("view") else None


def _drafts(access: Access) -> tuple[Grant, ...]:
    """With the rights that the groups give on fields to whoever fills them in."""
    making = (grant for grant in access.with_action("create") if "view" not in grant.actions)
    return tuple(
        replace(grant, actions=_WITH_IT | (grant.actions & {"submit"}), rows=_MINE)
        for grant in making
    )
