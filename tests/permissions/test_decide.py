"""What the groups of a member add up to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.permissions.api import permissions, reach
from tests.permissions.conftest import group

Publish = Callable[..., AppRef]


def rights(actor: Actor, app: AppRef, form: str = "delivery") -> dict[str, str]:
    return dict(permissions.access(actor, app, form).grants[0].fields)


@pytest.mark.parametrize(
    "members",
    [
        {"roles": ["sales", "boss"]},
        {"members": ["sales"]},
        {"departments": ["hq"]},
        {"everyone": True},
    ],
)
def test_a_group_names_members_by_role_login_or_department_above(
    sales: Actor, publish: Publish, members: dict[str, Any]
) -> None:
    shop = replace(sales, department_keys=frozenset({"hq", "shop"}))
    app = publish(group("g", members=members))
    assert permissions.access(shop, app, "delivery").may("view")


def test_who_is_in_no_group_finds_nothing(sales: Actor, publish: Publish) -> None:
    app = publish(group("g", members={"roles": ["boss"], "members": ["SALES", "sale"]}))
    with pytest.raises(NotFound):
        permissions.access(sales, app, "delivery")
    with pytest.raises(NotFound):
        permissions.access(sales, app, "no_such_form")
    assert reach(sales, app) == frozenset()


def test_an_administrator_has_no_data_by_rank(sales: Actor, publish: Publish) -> None:
    app = publish(group("g"))
    admin = replace(sales, key="admin", role_keys=frozenset(), is_admin=True)
    with pytest.raises(NotFound):
        permissions.access(admin, app, "delivery")


def test_whoever_may_submit_may_take_back(sales: Actor, publish: Publish) -> None:
    app = publish(group("sellers", actions=["view", "submit"]))
    assert permissions.access(sales, app, "delivery").may("withdraw")
    app = publish(group("sellers", actions=["view", "edit"]))
    assert not permissions.access(sales, app, "delivery").may("withdraw")


def test_a_group_switched_off_gives_nothing(sales: Actor, publish: Publish) -> None:
    app = publish(group("g", enabled=False))
    with pytest.raises(NotFound):
        permissions.access(sales, app, "delivery")


def test_a_closed_form_is_closed_whatever_the_groups_say(sales: Actor, publish: Publish) -> None:
    app = publish(group("g"), closed=[("form", "delivery")])
    with pytest.raises(NotFound):
        permissions.access(sales, app, "delivery")


def test_another_company_finds_nothing(sales: Actor, publish: Publish) -> None:
    app = publish(group("g", members={"everyone": True}))
    with pytest.raises(NotFound):
        permissions.access(replace(sales, workspace_id=2), app, "delivery")


def test_groups_add_up_and_keep_their_rows_apart(sales: Actor, publish: Publish) -> None:
    rows = {"rel": "and", "cond": [{"field": "remark", "op": "not_empty", "value": None}]}
    app = publish(
        group("a", fields={"*": "hidden", "remark": "view"}),
        group("b", actions=["edit"], fields={"*": "hidden", "lines": "edit"}, rows=rows),
    )
    access = permissions.access(sales, app, "delivery")
    assert (access.may("view"), access.may("edit"), access.may("delete")) == (True, True, False)
    assert [g.id for g in access.seeing(["remark"])] == ["a"]
    assert access.grants[0].rows is None
    assert access.grants[1].rows == Condition.model_validate(rows)


def test_every_path_of_the_form_has_a_right(sales: Actor, publish: Publish) -> None:
    app = publish(group("g", on="product"))
    assert rights(sales, app, "product") == {
        "name": "edit", "cost": "edit", "margin": "edit", "price": "edit",
    }  # fmt: skip


def test_columns_follow_their_subform(sales: Actor, publish: Publish) -> None:
    product = group("p", on="product")
    app = publish(product, group("g", fields={"*": "edit", "lines": "view", "lines.qty": "edit"}))
    found = rights(sales, app)
    assert (found["lines"], found["lines.qty"], found["lines.product"]) == ("view", "edit", "view")


def test_a_hidden_subform_hides_its_columns(sales: Actor, publish: Publish) -> None:
    app = publish(group("g", fields={"lines": "hidden", "lines.qty": "view"}))
    assert rights(sales, app)["lines.qty"] == "hidden"


def test_a_formula_over_something_hidden_is_hidden(sales: Actor, publish: Publish) -> None:
    app = publish(group("g", on="product", fields={"cost": "hidden"}))
    assert rights(sales, app, "product")["margin"] == "hidden"


def test_what_another_form_hides_does_not_come_through_a_reference(
    sales: Actor, publish: Publish
) -> None:
    app = publish(group("p", on="product", fields={"cost": "hidden"}), group("g"))
    found = rights(sales, app)
    assert (found["lines.cost"], found["total_cost"]) == ("hidden", "hidden")
    assert found["lines.qty"] == "edit"


def test_what_another_form_shows_comes_through_a_reference(sales: Actor, publish: Publish) -> None:
    app = publish(group("p", on="product"), group("g", fields={"*": "view"}))
    assert rights(sales, app)["total_cost"] == "view"


def test_a_ledger_has_groups_of_its_own(sales: Actor, publish: Publish) -> None:
    app = publish(group("s", on="stock", fields={"*": "view", "qty": "hidden"}))
    access = permissions.ledger_access(sales, app, "stock")
    assert dict(access.grants[0].fields) == {"warehouse": "view", "qty": "hidden"}
    with pytest.raises(NotFound):
        permissions.access(sales, app, "stock")


def test_reach_is_what_lets_one_in(sales: Actor, publish: Publish) -> None:
    app = publish(
        group("p", on="product"),
        group("s", on="stock"),
        group("g", members={"roles": ["boss"]}),
    )
    assert reach(sales, app) == {("form", "product"), ("ledger", "stock")}
