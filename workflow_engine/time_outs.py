"""What happens at a node by itself: when nobody answers in time, or when the record says enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core.conditions import Condition
from huiliu.core.ports import Problem
from workflow_engine import assignees as people
from workflow_engine import due
from workflow_engine.assignees import Assignees
from workflow_engine.due import Period
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import Part

Then = Literal["remind", "escalate", "transfer", "approve", "reject", "return"]


class TimeOut(Period):
    """Counted from when the node was reached. ``remind`` those who are asked · ``escalate`` their
    questions to the nearest head above each · ``transfer`` them to the first of ``to`` ·
    ``approve``, ``reject`` or ``return`` (to the node before) in their place."""

    then: Then
    to: Assignees | None = None


class AutoRule(Part):
    """The first rule that is true of the record when the node is reached answers for everybody."""

    when: Condition
    answer: Literal["approve", "reject"]


def problems(time_outs: tuple[TimeOut, ...], form: FormPaths) -> Iterator[Problem]:
    """Pointers relative to the node."""
    for position, one in enumerate(time_outs):
        here = f"time_outs.{position}"
        for problem in due.problems(one, form):
            yield Problem(f"{here}.{problem.path}", problem.code, problem.words, problem.data)
        if (one.then == "transfer") != (one.to is not None):
            yield Problem(f"{here}.to", "whom", _WHOM)
        if one.to is not None:
            yield from people.problems(one.to, form, f"{here}.to")


_WHOM = {"zh-CN": "“转交”需要指定成员，其他处理不需要", "en": "Say to whom, for a transfer only"}
