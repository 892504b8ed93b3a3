"""The ways out of a fork: one part for every node type that branches, and what can be wrong."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id, Title
from huiliu.core.ports import Problem
from workflow_engine.node_type import NodeConfig, Part
from workflow_engine.tree import AnyNode


class Way(Part):
    """One sequence of nodes beside others."""

    id: Id
    title: Title | None = None
    nodes: tuple[AnyNode, ...] = ()


class Branch(Way):
    """A way that is taken on a condition; without one it is for everything else."""

    when: Condition | None = None


def sequences_of(ways: Sequence[Way]) -> list[tuple[str, tuple[NodeConfig, ...]]]:
    return [(f"branches.{i}.nodes", way.nodes) for i, way in enumerate(ways)]


def conditions_of(branches: Sequence[Branch]) -> list[tuple[str, Condition]]:
    return [
        (f"branches.{i}.when", branch.when)
        for i, branch in enumerate(branches)
        if branch.when is not None
    ]


def repeated_ids(ways: Sequence[Way]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, way in enumerate(ways):
        if way.id in seen:
            yield Problem(f"branches.{position}.id", "duplicate_id", _DUPLICATE, {"id": way.id})
        seen.add(way.id)


def misplaced_else(branches: Sequence[Branch]) -> Iterator[Problem]:
    """The last branch has no condition and is the only one without."""
    last = len(branches) - 1
    for position, branch in enumerate(branches):
        if position == last and branch.when is not None:
            yield Problem(f"branches.{position}.when", "else_missing", _ELSE_MISSING)
        if position < last and branch.when is None:
            yield Problem(f"branches.{position}", "else_not_last", _ELSE_NOT_LAST)


def never_taken(branches: Sequence[Branch], *, first_wins: bool) -> Iterator[Problem]:
    """Branches whose condition says nothing or everything, so that one of them is in vain."""
    always_taken = False
    for position, branch in enumerate(branches):
        is_last = position == len(branches) - 1
        in_vain = always_taken and (first_wins or is_last)
        if branch.when is not None:
            in_vain |= _never(branch.when)
            always_taken |= _always(branch.when)
        if in_vain and (is_last or branch.when is not None):
            yield Problem(f"branches.{position}", "unreachable", _UNREACHABLE)


def _always(condition: Condition) -> bool:
    return condition.rel == "and" and not condition.cond


def _never(condition: Condition) -> bool:
    return condition.rel == "or" and not condition.cond


_DUPLICATE = {"zh-CN": "分支标识“{id}”重复", "en": 'The branch id "{id}" is used twice'}
_ELSE_MISSING = {
    "zh-CN": "最后一个分支是“其他情况”，不能设置条件",
    "en": "The last branch is for everything else and has no condition",
}
_ELSE_NOT_LAST = {
    "zh-CN": "没有条件的分支必须放在最后",
    "en": "A branch without a condition must be the last",
}
_UNREACHABLE = {"zh-CN": "永远不会走到此分支", "en": "This branch can never be taken"}
