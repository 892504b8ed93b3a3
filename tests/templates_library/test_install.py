"""Installing a template: documents, people and sample records, once."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.design import api as design
from huiliu.ledgers import api as ledgers
from huiliu.org import api as org
from huiliu.org.change import AdministratorsOnly
from templates_library import play
from templates_library.api import install
from templates_library.install import AppKeyTaken, BadTemplate
from templates_library.models import SampleRecord
from templates_library.play import BadSample
from tests.templates_library.conftest import records

pytestmark = pytest.mark.django_db


def member(login: str) -> org.Account:
    return org.Account.objects.get(login=login)


def balances(app: AppRef, member_id: int) -> dict[str, str]:
    """Quantity by product, as that member sees them."""
    actor = org.actor_of(member_id)
    access = ports.permissions().ledger_access(actor, app, "stock")
    page = ledgers.list_balances(
        ledgers.latest_plan(app).get("stock"), access, ledgers.BalanceQuery()
    )
    return {line["dimensions"]["product"]["title"]: line["measures"]["qty"] for line in page.items}


def test_documents_are_published_in_order_without_any_sample(admin: Actor) -> None:
    app = install("shop", actor=admin)
    assert [(d.kind, d.key, d.published) for d in design.drafts.listed(app)] == [
        ("flow", "receipt", 1),
        ("form", "product", 1),
        ("form", "receipt", 1),
        ("ledger", "stock", 1),
        ("permission", "product_all", 1),
        ("permission", "receipt_keeper", 1),
        ("permission", "stock_all", 1),
    ]
    row = design.apps.row_of(app)
    assert row.source == {"template": "shop", "release": "1.2"}
    assert row.navigation[0]["items"] == [
        {"kind": "form", "key": "receipt"},
        {"kind": "ledger", "key": "stock"},
    ]
    assert org.Account.objects.count() == 1
    assert not records(app, "product", admin)


def test_whoever_installs_gets_the_admin_role(admin: Actor) -> None:
    install("shop", actor=admin)
    assert org.actor_of(admin.member_id).role_keys == {"admin"}
    assert set(org.Role.objects.values_list("key", flat=True)) == {"admin", "keeper"}


def test_the_demo_company_is_founded(admin: Actor) -> None:
    install("shop", actor=admin, sample_data=True)
    keeper = org.actor_of(member("keeper").pk)
    assert (keeper.role_keys, keeper.department_keys) == ({"keeper"}, {"hq", "shop"})
    assert (member("boss").demo, member("boss").is_admin) == ("老板", True)
    assert not member("boss").has_usable_password()
    assert ports.org().heads(org.Department.objects.get(key="hq").pk) == [member("boss").pk]


def test_outside_demo_mode_nobody_becomes_a_visitor_account(
    admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HUILIU_DEMO")
    install("shop", actor=admin, sample_data=True)
    assert set(org.Account.objects.values_list("demo", flat=True)) == {""}


def test_sample_records_are_entered_and_approved_by_the_people_named(admin: Actor) -> None:
    app = install("shop", actor=admin, sample_data=True)
    cup, pot = records(app, "product", admin)
    keeper = member("keeper")
    assert (cup.created_by, cup.values["owner"]) == (keeper.pk, keeper.pk)
    assert cup.values["shop"] == org.Department.objects.get(key="shop").pk
    approved, pending, draft = records(app, "receipt", admin)
    assert [approved.state, pending.state, draft.state] == ["approved", "pending", "draft"]
    today = ports.clock().today(admin.time_zone)
    assert approved.values["day"] == today - timedelta(days=3)
    assert [row["product"] for row in approved.values["lines"]] == [cup.id, pot.id]
    assert [row["qty"] for row in approved.values["lines"]] == [Decimal("5"), Decimal("2.5")]
    assert balances(app, keeper.pk) == {"保温杯": "5.00", "茶壶": "2.50"}


def test_installing_twice_changes_nothing(admin: Actor) -> None:
    app = install("shop", actor=admin, sample_data=True)
    again = install("shop", actor=admin, sample_data=True)
    assert again == app
    assert (len(records(app, "receipt", admin)), org.Account.objects.count()) == (3, 3)
    assert design.DocumentVersion.objects.filter(n__gt=1).count() == 0


def test_an_install_that_was_cut_off_goes_on_where_it_stopped(
    admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Killed(BaseException):
        pass

    def cut_off(done: int, total: int, what: str) -> None:
        if done == 3:
            raise Killed

    with pytest.raises(Killed):
        install("shop", actor=admin, sample_data=True, progress=cut_off)
    assert SampleRecord.objects.count() == 3
    app = install("shop", actor=admin, sample_data=True)
    assert (len(records(app, "product", admin)), len(records(app, "receipt", admin))) == (2, 3)


def test_a_sample_that_is_refused_leaves_no_half(
    admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody(*_: object) -> None:
        raise NotFound

    monkeypatch.setattr(play, "_approve", nobody)
    with pytest.raises(BadSample) as error:
        install("shop", actor=admin, sample_data=True)
    assert error.value.data["key"] == "receipt/1"
    app = ports.documents().app(admin.workspace_id, "shop")
    assert records(app, "receipt", admin) == []
    assert SampleRecord.objects.count() == 2


def test_progress_is_told(admin: Actor) -> None:
    told: list[tuple[int, int, str]] = []
    install("shop", actor=admin, sample_data=True, progress=lambda *step: told.append(step))
    assert told == [
        (0, 5, "product"), (1, 5, "product"),
        (2, 5, "receipt"), (3, 5, "receipt"), (4, 5, "receipt"), (5, 5, ""),
    ]  # fmt: skip


def test_a_document_that_the_company_changed_is_left_alone(admin: Actor) -> None:
    app = install("shop", actor=admin)
    draft = design.drafts.read(admin, app, "form", "product")
    content = {**draft.content, "title": {"zh-CN": "货品"}}
    saved = design.drafts.save(admin, app, "form", "product", content, draft.rev)
    design.publish(admin, app, "form", "product", rev=saved.rev)
    again = install("shop", actor=admin)
    found = ports.documents().find(again, "form", "product")
    assert found is not None
    assert (found.version, found.content["title"]) == (2, {"zh-CN": "货品"})


def test_people_who_are_there_keep_what_they_have(admin: Actor) -> None:
    org.roles.add(admin, "driver", {"zh-CN": "司机"})
    org.members.add(admin, "keeper", org.MemberChange("老孙", "olive-kettle-9", roles=["driver"]))
    install("shop", actor=admin, sample_data=True)
    assert org.actor_of(member("keeper").pk).role_keys == {"driver", "keeper"}
    assert member("keeper").check_password("olive-kettle-9")


def test_only_administrators_install(admin: Actor) -> None:
    other = org.members.add(admin, "buyer", org.MemberChange("李强"))
    with pytest.raises(AdministratorsOnly):
        install("shop", actor=org.actor_of(other.pk))
    assert design.apps.apps_of(admin.workspace_id) == []


def test_an_app_of_that_key_that_is_somebody_elses_stays(admin: Actor) -> None:
    design.apps.create(admin, "shop", {"zh-CN": "我的小店"})
    with pytest.raises(AppKeyTaken):
        install("shop", actor=admin)
    assert [row.title for row in design.apps.apps_of(admin.workspace_id)] == [{"zh-CN": "我的小店"}]


def test_a_template_that_does_not_fit_says_which_file(
    admin: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    from templates_library.catalog import Template

    read = Template.read

    def broken(self: Template, path: str) -> object:
        content = read(self, path)
        return {**content, "form": "gone"} if path.startswith("permissions/receipt") else content

    monkeypatch.setattr(Template, "read", broken)
    with pytest.raises(BadTemplate) as error:
        install("shop", actor=admin)
    assert error.value.data["file"] == "permissions/receipt_keeper.json"


def test_what_the_company_has_removed_is_not_installed_again(admin: Actor) -> None:
    app = install("shop", actor=admin)
    design.remove(admin, app, "flow", "receipt")
    app = install("shop", actor=admin)
    assert ports.documents().find(app, "flow", "receipt") is None
    assert [(one.kind, one.key) for one in design.removed(admin, app)] == [("flow", "receipt")]
