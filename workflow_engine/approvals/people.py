"""Puts other people beside, before or in place of somebody who is asked at a visit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor
from workflow_engine.errors import BadAddition
from workflow_engine.models import WorkItem
from workflow_engine.votes import OPEN, YES


def free(item: WorkItem, members: Sequence[int], actor: Actor) -> bool:
    """Whether all of them are active, not the actor, and neither asked at this visit nor content
    with it already."""
    wanted = list(dict.fromkeys(members))
    are_active = len(ports.org().active(actor.workspace_id, wanted)) == len(wanted)
    asked = item.task.items.filter(member_id__in=wanted, state__in=[*OPEN, *YES])
    return bool(wanted) and are_active and actor.member_id not in wanted and not asked.exists()


def require_free(item: WorkItem, members: Sequence[int], actor: Actor) -> None:
    if not free(item, members, actor):
        raise BadAddition


def add(item: WorkItem, members: Sequence[int], **how: Any) -> list[WorkItem]:
    """New work items that wait for their turn; ``settle`` gives it to them."""
    new = [
        WorkItem(
            task=item.task,
            process=item.process,
            app_id=item.app_id,
            member_id=member,
            node=item.node,
            state="waiting",
            created_at=item.process.run.now,
            **{"position": item.position, **how},
        )
        for member in dict.fromkeys(members)
    ]
    return list(WorkItem.objects.bulk_create(new))
