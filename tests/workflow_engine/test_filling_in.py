"""What an approver may fill in, and what follows from it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import ValidationFailed
from tests.support.flows import CFO, M1, M2, World, approval, branch, flow, over, state, todo
from workflow_engine import api

RIGHTS = {"*": "view", "remark": "edit", "lines.price": "edit", "total": "hidden"}


def test_an_approver_fills_in_what_the_node_lets_them(world: World) -> None:
    world.publish(flow(approval("a", M1, fields=RIGHTS)))
    record = world.submit()
    given = {"remark": "同意", "lines": [{"$row": "1", "price": "5"}]}
    api.approve(world.item(record, M1), actor=world.org.actor(M1), values=given)
    assert world.records.changes == [(record.id, given)]
    assert state(record) == ("DONE", "approved")


@pytest.mark.parametrize(
    ("values", "refused"),
    [
        ({"no": "X"}, {"no"}),
        ({"total": "1", "remark": "x"}, {"total"}),
        ({"lines": [{"buyer": "3"}]}, {"lines.buyer"}),
        ({"lines": []}, {"lines"}),
        ({"gone": "1"}, {"gone"}),
    ],
)
def test_an_approver_changes_nothing_else(
    world: World, values: dict[str, Any], refused: set[str]
) -> None:
    world.publish(flow(approval("a", M1, fields=RIGHTS)))
    record = world.submit()
    with pytest.raises(ValidationFailed) as error:
        api.approve(world.item(record, M1), actor=world.org.actor(M1), values=values)
    assert set(error.value.fields) == refused
    assert world.records.changes == []
    assert todo(record) == {"a": {M1}}


def test_what_an_approver_filled_in_decides_the_branch(world: World) -> None:
    world.publish(
        flow(
            approval("a", M1, fields={"total": "edit"}),
            branch("by", over("total", 10, approval("boss", CFO))),
        )
    )
    record = world.submit(total=Decimal(1))
    item = world.item(record, M1)
    api.approve(item, actor=world.org.actor(M1), values={"total": Decimal(11)})
    assert todo(record) == {"boss": {CFO}}


def test_a_new_title_is_shown_in_the_boxes(world: World) -> None:
    world.publish(flow(approval("a", M1, fields={"no": "edit"}), approval("b", M2)))
    record = world.submit()
    api.approve(world.item(record, M1), actor=world.org.actor(M1), values={"no": "新编号"})
    assert [item.title for item in api.page("todo", world.org.actor(M2)).items] == ["新编号"]
