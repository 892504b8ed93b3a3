"""What must hold for any set of groups."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from huiliu.core.access import Access, FieldRight
from huiliu.core.actor import Actor
from huiliu.permissions.decide import decide
from huiliu.permissions.document import PermissionDocument
from huiliu.permissions.shape import shape_of
from tests.permissions.conftest import DELIVERY, group

pytestmark = pytest.mark.embedded_only  # asks no database

SHAPE = shape_of("form", DELIVERY)
SALES = Actor(7, 1, "周婷", key="sales", role_keys=frozenset({"sales"}))
RIGHTS: list[FieldRight] = ["hidden", "view", "edit"]


def groups() -> st.SearchStrategy[PermissionDocument]:
    fields = st.dictionaries(st.sampled_from(["*", *SHAPE.paths]), st.sampled_from(RIGHTS))
    actions = st.sets(st.sampled_from(["view", "create", "edit", "delete"]))
    roles = st.sets(st.sampled_from(["sales", "boss"]))

    def build(fields: dict[str, Any], actions: set[str], roles: set[str]) -> PermissionDocument:
        content = group("g", fields=fields, actions=sorted(actions))
        return PermissionDocument.parse({**content, "members": {"roles": sorted(roles)}})

    return st.builds(build, fields, actions, roles)


def access(documents: list[PermissionDocument]) -> Access:
    return decide(SALES, "delivery", documents, SHAPE, lambda form, path: True)


@given(st.lists(groups(), max_size=3), st.lists(groups(), max_size=3))
def test_groups_are_a_union(some: list[PermissionDocument], more: list[PermissionDocument]) -> None:
    assert access(some + more).grants == access(some).grants + access(more).grants


@given(groups())
def test_a_formula_never_shows_what_its_group_hides(one: PermissionDocument) -> None:
    for grant in access([one]).grants:
        visible = [path for path in SHAPE.reads if grant.may_see(path)]
        own = [read for path in visible for read in SHAPE.reads[path] if SHAPE.has(read)]
        assert all(grant.may_see(read) for read in own)


@given(groups())
def test_what_is_said_to_be_hidden_stays_hidden(one: PermissionDocument) -> None:
    said = [path for path, right in one.fields.items() if right == "hidden" and path != "*"]
    for grant in access([one]).grants:
        assert not any(grant.may_see(path) for path in said)
        assert set(grant.fields) == set(SHAPE.paths)


@given(groups())
def test_a_column_is_never_seen_without_its_subform(one: PermissionDocument) -> None:
    for grant in access([one]).grants:
        columns = [path for path in SHAPE.paths if path.startswith("lines.")]
        assert grant.may_see("lines") or not any(grant.may_see(path) for path in columns)


@given(st.lists(groups(), max_size=4))
def test_only_groups_that_name_the_member_count(some: list[PermissionDocument]) -> None:
    named = [one for one in some if "sales" in one.members.roles]
    assert len(access(some).grants) == len(named)
