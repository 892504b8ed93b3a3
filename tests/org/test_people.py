"""Members, departments and roles: who may change them, and what an actor is made of."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import Conflict, NotFound, ValidationFailed
from huiliu.org import api as org
from huiliu.org.change import AdministratorsOnly
from huiliu.org.departments import DepartmentChange, DepartmentInUse
from huiliu.org.members import LoginTaken, MemberChange, NotOneself

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_made_once(admin: Actor) -> None:
    assert admin.is_admin
    assert org.make_first_administrator() is None


def test_an_actor_knows_roles_departments_below_and_keys_above(
    admin: Actor, departments: dict[str, int], member: org.Account
) -> None:
    actor = org.actor_of(member.pk)
    assert actor.key == "buyer"
    assert actor.role_keys == {"buyer"}
    assert actor.department_ids == {departments["hq"]}
    assert actor.departments_below == set(departments.values())
    assert actor.department_keys == {"hq"}
    org.members.change(admin, member.pk, MemberChange(departments=[departments["chaoyang"]]))
    moved = org.actor_of(member.pk)
    assert moved.departments_below == {departments["chaoyang"]}
    assert moved.department_keys == {"hq", "chaoyang"}


def test_an_actor_is_read_once_until_people_change(
    admin: Actor, member: org.Account, django_assert_num_queries: Any
) -> None:
    org.actor_of(member.pk)
    with django_assert_num_queries(1):
        org.actor_of(member.pk)


def test_people_are_found_in_the_order_they_are_named(
    admin: Actor, member: org.Account, django_assert_num_queries: Any
) -> None:
    """Whoever is named first is asked first."""
    org.roles.add(admin, "boss", {"zh-CN": "老板"})
    boss = org.members.add(admin, "zhu", MemberChange("朱", roles=["boss", "buyer"])).pk
    gone = org.members.add(admin, "gone", MemberChange("走", roles=["boss"])).pk
    org.members.change(admin, gone, MemberChange(active=False))
    here, org_port = admin.workspace_id, ports.org()
    assert org_port.by_keys(here, ["zhu", "gone", "nobody", "buyer"]) == [boss, member.pk]
    assert org_port.by_keys(here, ["buyer", "zhu", "buyer"]) == [member.pk, boss]
    assert org_port.in_roles(here, ["boss", "buyer"]) == [boss, member.pk]
    with django_assert_num_queries(1):
        assert org_port.in_roles(here, ["buyer", "boss"]) == [member.pk, boss]


def test_only_administrators_change_people(admin: Actor, member: org.Account) -> None:
    buyer = org.actor_of(member.pk)
    with pytest.raises(AdministratorsOnly):
        org.members.change(buyer, member.pk, MemberChange(is_admin=True))
    with pytest.raises(AdministratorsOnly):
        org.members.add(buyer, "friend", MemberChange("朋友"))
    with pytest.raises(AdministratorsOnly):
        org.roles.add(buyer, "boss", {"zh-CN": "老板"})
    member.refresh_from_db()
    assert not member.is_admin
    assert org.Account.objects.count() == 2
    assert not org.Role.objects.filter(key="boss").exists()


@pytest.mark.parametrize(
    "change",
    [MemberChange(roles=["buyer"]), MemberChange(is_admin=False), MemberChange(active=False)],
)
def test_nobody_changes_their_own_rank(
    admin: Actor, member: org.Account, change: MemberChange
) -> None:
    with pytest.raises(NotOneself):
        org.members.change(admin, admin.member_id, change)
    after = org.actor_of(admin.member_id)
    assert after.is_admin
    assert after.role_keys == frozenset()


def test_a_login_is_unique_in_any_spelling(admin: Actor, member: org.Account) -> None:
    with pytest.raises(LoginTaken):
        org.members.add(admin, " Ｂuyer ", MemberChange("另一个"))
    assert org.Account.objects.count() == 2


def test_a_weak_password_is_refused_with_reasons(admin: Actor) -> None:
    with pytest.raises(ValidationFailed) as error:
        org.members.add(admin, "keeper", MemberChange("孙涛", "1234567"))
    codes = [e.code for e in error.value.fields["password"]]
    assert codes == ["password_too_short", "password_too_common", "password_entirely_numeric"]
    assert not org.Account.objects.filter(login="keeper").exists()


def test_people_of_another_company_do_not_exist(admin: Actor, member: org.Account) -> None:
    other = org.Workspace.objects.create(name="别家", org_rev=1)
    stranger = org.Account.objects.create(workspace=other, login="stranger", name="外人")
    foreign = org.Department.objects.create(workspace=other, key="hq", name="别家总部", path="/x/")
    with pytest.raises(NotFound):
        org.members.change(admin, stranger.pk, MemberChange(is_admin=True))
    with pytest.raises(ValidationFailed):
        org.members.change(admin, member.pk, MemberChange(departments=[foreign.pk]))
    assert org.org.resolve_member(admin.workspace_id, str(stranger.pk)) is None
    assert org.org.active(admin.workspace_id, [stranger.pk, member.pk]) == [member.pk]


def test_a_branch_moves_as_a_whole_and_never_below_itself(
    admin: Actor, departments: dict[str, int]
) -> None:
    south = org.departments.add(admin, DepartmentChange("南区", departments["hq"]), key="south").pk
    with pytest.raises(ValidationFailed):
        org.departments.change(admin, departments["hq"], DepartmentChange(parent=south))
    org.departments.change(admin, south, DepartmentChange(parent=departments["chaoyang"]))
    org.departments.change(admin, departments["chaoyang"], DepartmentChange(parent=None))
    paths = dict(org.Department.objects.values_list("key", "path"))
    assert paths["chaoyang"] == f"/{departments['chaoyang']}/"
    assert paths["south"] == f"/{departments['chaoyang']}/{south}/"


def test_a_department_with_people_stays(
    admin: Actor, departments: dict[str, int], member: org.Account
) -> None:
    org.members.change(admin, member.pk, MemberChange(departments=[departments["haidian"]]))
    with pytest.raises(DepartmentInUse):
        org.departments.remove(admin, departments["haidian"])
    org.departments.remove(admin, departments["chaoyang"])
    assert set(org.Department.objects.values_list("key", flat=True)) == {"hq", "haidian"}


def test_a_role_in_use_stays(admin: Actor, member: org.Account) -> None:
    with pytest.raises(Conflict):
        org.roles.remove(admin, "buyer")
    assert org.org.in_roles(admin.workspace_id, ["buyer"]) == [member.pk]


def test_departments_name_the_people_below(
    admin: Actor, departments: dict[str, int], member: org.Account
) -> None:
    org.members.change(admin, member.pk, MemberChange(departments=[departments["haidian"]]))
    assert org.org.in_departments(admin.workspace_id, ["hq"]) == [member.pk]
    assert org.org.in_departments(admin.workspace_id, ["chaoyang"]) == []


def test_who_has_left_acts_no_more_but_keeps_a_name(admin: Actor, member: org.Account) -> None:
    org.members.leave(admin, member.pk)
    with pytest.raises(NotFound):
        org.actor_of(member.pk)
    assert org.org.in_roles(admin.workspace_id, ["buyer"]) == []
    assert org.org.names([member.pk]) == {member.pk: "李强"}


def test_people_and_departments_are_found_by_what_they_are_called(
    admin: Actor, member: org.Account, departments: dict[str, int]
) -> None:
    called = org.org.called(admin.workspace_id, ["李强", "Buyer", "nobody"])
    assert called == {"李强": [member.pk], "Buyer": [member.pk]}
    assert org.org.called(admin.workspace_id + 1, ["李强"]) == {}
    found = org.org.departments_called(admin.workspace_id, ["总公司", "chaoyang"])
    assert found == {"总公司": [departments["hq"]], "chaoyang": [departments["chaoyang"]]}
