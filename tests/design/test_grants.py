"""Who may open and who may design."""

from __future__ import annotations

from dataclasses import replace

import pytest

from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound, ValidationFailed
from huiliu.design import api as design
from huiliu.design.grants import DesignersOnly, Named
from huiliu.org import api as org
from huiliu.org.members import MemberChange
from tests.design.conftest import again, form

pytestmark = pytest.mark.django_db
PLACE = ("form", "product")


@pytest.fixture
def keeper(admin: Actor) -> Actor:
    return org.actor_of(org.members.add(admin, "keeper", MemberChange("孙涛")).pk)


@pytest.fixture
def app(app: AppRef, admin: Actor) -> AppRef:
    saved = design.drafts.save(admin, app, "form", "product", form(), 0)
    design.publish(admin, app, "form", "product", rev=saved.rev)
    return again(app)


def opens(actor: Actor, app: AppRef) -> bool:
    return design.documents.may_open(actor, again(app), *PLACE)


def test_without_grants_an_app_is_open(app: AppRef, buyer: Actor) -> None:
    assert opens(buyer, app)


def test_an_open_grant_shuts_out_everybody_else(
    admin: Actor, app: AppRef, buyer: Actor, keeper: Actor
) -> None:
    design.grants.grant(admin, app, "open", Named(roles=("buyer",)))
    assert opens(buyer, app)
    assert opens(admin, app)
    assert not opens(keeper, app)
    design.grants.grant(admin, app, "open", Named())
    assert opens(keeper, app)


def test_a_document_can_be_narrower_than_its_app(
    admin: Actor, app: AppRef, buyer: Actor, keeper: Actor
) -> None:
    design.grants.grant(admin, app, "open", Named(members=(buyer.member_id, keeper.member_id)))
    design.grants.grant(admin, app, "open", Named(members=(keeper.member_id,)), PLACE)
    assert opens(keeper, app)
    assert not opens(buyer, app)
    assert design.documents.may_open(buyer, again(app), "form", "other")


def test_only_designers_design(admin: Actor, app: AppRef, buyer: Actor) -> None:
    for act in (
        lambda: design.drafts.save(buyer, app, *PLACE, form("我的"), 2),
        lambda: design.drafts.read(buyer, app, *PLACE),
        lambda: design.publish(buyer, app, *PLACE, rev=2),
        lambda: design.rollback(buyer, app, *PLACE, 1),
        lambda: design.versions(buyer, app, *PLACE),
        lambda: design.compare(buyer, app, *PLACE),
        lambda: design.apps.change(buyer, app, title={"en": "Mine"}),
        lambda: design.grants.grant(buyer, app, "design", Named(members=(buyer.member_id,))),
    ):
        with pytest.raises(DesignersOnly):
            act()
    assert again(app) == app


def test_a_designer_of_one_document_designs_no_other(
    admin: Actor, app: AppRef, buyer: Actor
) -> None:
    design.grants.grant(admin, app, "design", Named(roles=("buyer",)), PLACE)
    now = again(app)
    design.drafts.save(buyer, now, *PLACE, form("货品"), 2)
    with pytest.raises(DesignersOnly):
        design.drafts.save(buyer, now, "form", "other", {**form(), "id": "other"}, 0)
    with pytest.raises(DesignersOnly):
        design.grants.grant(buyer, now, "design", Named(members=(buyer.member_id,)))


def test_a_role_taken_away_takes_its_grant_along(admin: Actor, app: AppRef, buyer: Actor) -> None:
    design.grants.grant(admin, app, "design", Named(roles=("buyer",)))
    assert design.grants.may_design(buyer, again(app))
    org.members.change(admin, buyer.member_id, MemberChange(roles=[]))
    assert not design.grants.may_design(org.actor_of(buyer.member_id), again(app))


def test_another_company_opens_and_designs_nothing(admin: Actor, app: AppRef) -> None:
    stranger = replace(admin, workspace_id=admin.workspace_id + 1)
    assert not design.documents.may_open(stranger, app, *PLACE)
    assert not design.grants.may_design(stranger, app)
    with pytest.raises(NotFound):
        design.documents.app(stranger.workspace_id, "shop")


def test_a_grant_names_people_of_the_company(admin: Actor, app: AppRef) -> None:
    other = org.Workspace.objects.create(name="别家", org_rev=1)
    outsider = org.Account.objects.create(workspace=other, login="outsider", name="外人")
    with pytest.raises(ValidationFailed):
        design.grants.grant(admin, app, "open", Named(members=(outsider.pk,)))
    assert design.grants.granted(app, "open") == Named()


def test_grants_can_be_read_back(admin: Actor, app: AppRef, buyer: Actor) -> None:
    design.grants.grant(admin, app, "design", Named((buyer.member_id,), ("buyer",)), PLACE)
    assert design.grants.granted(app, "design", PLACE) == Named((buyer.member_id,), ("buyer",))
