"""Where a field is used is told to who designs its form."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from huiliu.core import ports
from huiliu.design import api as design
from tests.support.door import Door
from tests.support.secretive import DEAL, PRODUCT, TELL, Secretive, build
from tests.support.shared import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.embedded_only]
COST = "/apps/shop/forms/product/uses?field=cost"


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Secretive]:
    with made_once(django_db_blocker):
        yield build()


@pytest.fixture
def world(made: Secretive, db: None) -> Secretive:
    return made


@pytest.fixture
def admin(world: Secretive) -> Door:
    return Door(world.keys["admin"])


def told(door: Door, form: str, field: str) -> dict[str, list[str]]:
    status, found = door.ask("GET", f"/apps/shop/forms/{form}/uses?field={field}")
    assert (status, found["others"]) == (200, 0)
    return {f"{one['kind']} {one['key']}": one["parts"] for one in found["items"]}


def _draft(world: Secretive, content: dict[str, Any]) -> None:
    found = design.Document.objects.filter(
        app=world.app.id, kind=content["kind"], key=content["id"]
    )
    assert found.update(draft=content) == 1


def test_formulas_rules_rights_messages_and_other_forms_are_told(admin: Door) -> None:
    assert told(admin, "product", "cost") == {
        "automation tell": [],
        "form deal": [],
        "form product": ["list", "margin", "rules"],
        "permission seller_product": [],
    }


def test_a_column_is_told_by_its_path(admin: Door) -> None:
    assert told(admin, "deal", "lines.bonus") == {
        "automation tell": [],
        "form deal": ["rules"],
        "permission seller_own": [],
    }
    assert told(admin, "deal", "lines.qty") == {
        "form deal": ["lines.cost", "rules"],
        "ledger stock": [],
    }


def test_a_subform_is_used_where_its_columns_are(admin: Door) -> None:
    assert told(admin, "deal", "lines") == {
        "automation tell": [],
        "form deal": ["rules", "total_cost"],
        "ledger stock": [],
        "permission seller_own": [],
    }


def test_a_column_is_found_where_it_goes_by_its_id_alone(world: Secretive, admin: Door) -> None:
    lines = next(field for field in DEAL["fields"] if field["id"] == "lines")
    product, *others = lines["fields"]
    filling = {**product, "copy": {"batch": "code"}}
    more = [{"id": id_, "type": "text", "label": {"zh-CN": id_}} for id_ in ("batch", "box", "bag")]
    scan = {"into": "bag", "by": ["code"], "count": "qty"}
    settings = {"fields": [filling, *others, *more], "unique_column": ["batch", "box"]}
    rows = {"lines": {"of": "lines", "values": {"box": {"value": "1"}}}}
    step = {"id": "make", "type": "create_record", "form": "deal", "rows": rows}
    _draft(world, {**DEAL, "fields": [{**lines, **settings, "scan": scan}]})
    _draft(world, {**TELL, "steps": [step]})
    assert told(admin, "deal", "lines.batch") == {"form deal": ["lines", "lines.product"]}
    assert told(admin, "deal", "lines.box") == {"automation tell": [], "form deal": ["lines"]}
    assert told(admin, "deal", "lines.bag") == {"form deal": ["lines"]}
    assert told(admin, "deal", "bag") == {}


def test_what_nothing_names_is_used_nowhere(admin: Door) -> None:
    assert told(admin, "product", "photo") == {}
    assert told(admin, "product", "gone") == {}


def test_a_draft_counts_whatever_is_in_it(world: Secretive, admin: Door) -> None:
    draft: dict[str, Any] = {
        **PRODUCT,
        "fields": [*PRODUCT["fields"], "?", {"type": 1}, {"id": 2, "fields": [None]}],
        "search": ["photo"],
    }
    _draft(world, draft)
    assert told(admin, "product", "photo") == {"form product": ["search"]}


def test_others_hear_how_many_there_are_or_nothing(world: Secretive) -> None:
    boss, seller = Door(world.keys["boss"]), Door(world.keys["seller"])
    assert (seller.ask("GET", COST)[1]["code"]) == "designers_only"
    to = design.grants.Named(members=(world.actors["boss"].member_id,))
    app = ports.documents().app_by_id(world.app.id)
    design.grants.grant(world.actors["admin"], app, "design", to, ("form", "product"))
    status, found = boss.ask("GET", COST)
    assert (status, [one["key"] for one in found["items"]]) == (200, ["product"])
    assert found["others"] == 3
    assert boss.ask("GET", COST.partition("?")[0])[0] == 422
