"""Copies: the holder of a task tells others; the reader of a copy has read it."""

from __future__ import annotations

from collections.abc import Sequence

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.transactions import run_in_transaction
from workflow_engine import log, permitted, telling
from workflow_engine.approvals.acting import acting
from workflow_engine.errors import BadAddition
from workflow_engine.log import NOTHING_SAID, Said
from workflow_engine.models import CarbonCopy


def copy_to(
    item_id: int, members: Sequence[int], *, actor: Actor, said: Said = NOTHING_SAID
) -> None:
    """They may read the record with the rights of this node. Who has a copy gets no second one."""
    run_in_transaction(lambda: _copy_to(item_id, members, actor, said))


def mark_read(copy_id: int, *, actor: Actor) -> None:
    """Once; later times change nothing."""
    run_in_transaction(lambda: _mark_read(copy_id, actor))


def _copy_to(item_id: int, members: Sequence[int], actor: Actor, said: Said) -> None:
    with acting(item_id, actor) as (item, _):
        permitted.require(item.task.flow_task.config, "cc", said)
        wanted = list(dict.fromkeys(members))
        if not wanted or len(ports.org().active(actor.workspace_id, wanted)) != len(wanted):
            raise BadAddition
        told = item.task.copies.filter(member_id__in=wanted).values_list("member_id", flat=True)
        new = [member for member in wanted if member not in set(told)]
        CarbonCopy.objects.bulk_create(
            CarbonCopy(
                task=item.task,
                process=item.process,
                app_id=item.app_id,
                member_id=member,
                node=item.node,
                created_at=item.process.run.now,
            )
            for member in new
        )
        log.by_holder(item, "cc", said, to=wanted)
        if new:
            telling.copied(item.process, item.task, new)


def _mark_read(copy_id: int, actor: Actor) -> None:
    mine = CarbonCopy.objects.filter(
        pk=copy_id, member_id=actor.member_id, process__workspace_id=actor.workspace_id
    )
    if not mine.exists():
        raise NotFound
    mine.filter(read_at__isnull=True).update(read_at=ports.clock().now())
