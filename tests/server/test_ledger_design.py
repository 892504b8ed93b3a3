"""Ledgers under design: tried on real records, where they are used, records counted anew."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from django.db import connection
from pytest_django.plugin import DjangoDbBlocker

from huiliu.core import ports
from huiliu.core.jobs import find as find_job
from huiliu.design import api as design
from huiliu.ledgers import trying
from tests.support.door import Door
from tests.support.secretive import LEDGER, SECRETS, Secretive, build
from tests.support.shared import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.embedded_only]

STOCK = "/apps/shop/ledgers/stock"
TRY = f"{STOCK}/try"
BY_PRODUCT: dict[str, Any] = {
    "kind": "ledger", "version": 1, "id": "sold", "title": {"zh-CN": "销量", "en": "Sold"},
    "dimensions": [
        {"id": "what", "label": {"zh-CN": "商品"}, "type": "reference", "form": "product"}
    ],
    "measures": [{"id": "qty", "label": {"zh-CN": "数量", "en": "Qty"}, "scale": 2}],
    "postings": [
        {
            "id": "deal", "form": "deal", "event": "approved", "each": "lines",
            "date": "$created_at",
            "dimensions": {"what": "lines.product"}, "measures": {"qty": "{lines.qty}/3"},
        }
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Secretive]:
    with made_once(django_db_blocker):
        yield build()


@pytest.fixture
def world(made: Secretive, db: None) -> Secretive:
    return made


@pytest.fixture
def boss(world: Secretive) -> Door:
    """Sees everything, and designs the ledger."""
    _let_design(world, "boss")
    return Door(world.keys["boss"])


def _let_design(world: Secretive, name: str) -> None:
    to = design.grants.Named(members=(world.actors[name].member_id,))
    design.grants.grant(world.actors["admin"], _now(world), "design", to, ("ledger", "stock"))


def _now(world: Secretive) -> Any:
    return ports.documents().app_by_id(world.app.id)


def _publish(world: Secretive, content: dict[str, Any]) -> None:
    admin, at = Door(world.keys["admin"]), f"/apps/shop/documents/ledger/{content['id']}"
    rev = design.drafts.revision_of(_now(world), "ledger", content["id"])
    _, saved = admin.ask("PUT", f"{at}/draft", {"content": content, "rev": rev})
    assert admin.ask("POST", f"{at}/publish", {"rev": saved["rev"]})[0] == 200


def _balances(found: Any) -> list[tuple[Any, ...]]:
    return [(*one["dimensions"].values(), *one["measures"].values()) for one in found["balances"]]


class _Job:
    id, attempt = 1, 1

    def __init__(self, world: Secretive) -> None:
        self.workspace_id, self.member_id = world.app.workspace_id, world.actors["admin"].member_id

    def progress(self, done: int, total: int | None = None, message: str = "") -> None: ...


def _recount(world: Secretive, ledger: str) -> Any:
    kind = find_job("ledger_recount")
    assert kind is not None
    return kind.handler({"app": world.app.id, "ledger": ledger}, _Job(world))


def test_a_draft_counts_real_records_and_writes_nothing(world: Secretive, boss: Door) -> None:
    draft = deepcopy(LEDGER)
    draft["measures"][0] |= {"id": "pieces", "scale": 2}
    draft["postings"][0]["measures"] = {"pieces": "-{lines.qty}/3", "worth": "{lines.cost}"}
    with connection.execute_wrapper(_only_reads):
        status, found = boss.ask("POST", TRY, {"content": draft})
    assert status == 200
    assert found["problems"] == []
    assert _balances(found) == [
        ("杯子", "south", "-0.67", "146.38"),
        ("杯子", "north", "-1.34", "292.76"),
    ]
    assert (found["keys"], found["read"], found["cut"], found["failed"]) == (2, 4, False, 0)
    assert found["sample"]["record"] == world.ids["far"]
    assert [(one["posting"], one["measures"]) for one in found["entries"]] == [
        ("deal", {"pieces": "-0.67", "worth": "146.38"})
    ]


def _only_reads(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
    """But for the key, which learns when it was used last."""
    first = sql.lstrip().partition(" ")[0].upper()
    is_read = first in {"SELECT", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK"}
    assert is_read or 'UPDATE "org_apikey"' in sql, sql
    return execute(sql, params, many, context)


def test_the_entries_of_a_chosen_record_are_told(world: Secretive, boss: Door) -> None:
    mine = world.ids["mine"]
    status, found = boss.ask("POST", TRY, {"sample": mine})
    assert (status, found["sample"]["record"]) == (200, mine)
    assert [one["dimensions"]["store"] for one in found["entries"]] == ["north"]
    assert boss.ask("POST", TRY, {"sample": world.ids["draft"]})[1]["entries"] == []


def test_more_records_than_are_read_are_told(boss: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trying, "MOST_RECORDS", 2)
    _, found = boss.ask("POST", TRY, {})
    assert (found["read"], found["cut"], found["keys"]) == (2, True, 2)


def test_what_is_found_in_a_balance_is_found_among_what_came_before(boss: Door) -> None:
    """The last deal takes something off the day on which the others were entered."""
    draft = deepcopy(LEDGER)
    draft["dimensions"][1] = {"id": "due", "label": {"zh-CN": "日"}, "type": "date"}
    (posting,) = draft["postings"]
    more = {"product": "lines.product", "due": "day"}
    less = {"product": "lines.product", "due": {"found_by": {"product": "lines.product"}}}
    last = {"field": "note", "op": "eq", "value": "隐藏单据乙"}
    draft["postings"] = [
        posting | {"dimensions": more, "when": {"cond": [last | {"op": "ne"}]}},
        posting
        | {"id": "back", "dimensions": less, "when": {"cond": [last]}}
        | {"measures": {"qty": "-{lines.qty}"}},
    ]
    _, found = boss.ask("POST", TRY, {"content": draft})
    assert [one["measures"]["qty"] for one in found["balances"]] == ["2"]
    assert found["entries"][0]["dimensions"] == found["balances"][0]["dimensions"]
    assert found["later"] == []


def test_a_formula_that_fails_is_told_with_its_record(world: Secretive, boss: Door) -> None:
    draft = deepcopy(LEDGER)
    draft["postings"][0]["measures"]["qty"] = "{lines.qty}/0"
    _, found = boss.ask("POST", TRY, {"content": draft})
    assert (found["failed"], found["keys"]) == (3, 0)
    assert "数量" in found["unposted"][0]["message"]
    assert "DIV0" in found["unposted"][0]["message"]


def test_who_may_not_design_it_is_refused(world: Secretive) -> None:
    seller = Door(world.keys["seller"])
    for method, path in (("POST", "/try"), ("GET", "/uses"), ("GET", "/recount")):
        status, refused = seller.ask(method, STOCK + path, {} if method == "POST" else None)
        assert (status, refused["code"]) == (403, "designers_only")
    status, refused = seller.ask("POST", f"{STOCK}/recount", {})
    assert (status, refused["code"]) == (403, "designers_only")


def test_a_designer_who_may_not_see_it_hears_no_figure(world: Secretive) -> None:
    """The seller sees some of the deals, and not what the products cost."""
    _let_design(world, "seller")
    seller = Door(world.keys["seller"])
    curious = deepcopy(LEDGER)
    for formula in ("{lines.qty}", "{lines.product.cost}", "{lines.bonus}", "{deal_cost}"):
        curious["postings"][0]["measures"] = {"qty": formula}
        answer = seller.send("POST", TRY, {"content": curious}).content.decode()
        assert '"left_out":["deal"]' in answer
        assert [one for one in SECRETS if one in answer] == []
        assert '"balances":[]' in answer


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"kind": "ledger", "id": "other"},
        {"kind": "ledger", "id": "stock", "dimensions": "x", "postings": [[{"form": {}}]]},
        {**LEDGER, "postings": [{**LEDGER["postings"][0], "form": {"$ne": 1}}]},
        {**LEDGER, "postings": [{**LEDGER["postings"][0], "measures": {"qty": "{lines.qty"}}]},
        {**LEDGER, "postings": [{**LEDGER["postings"][0], "date": "'; DROP TABLE x; --"}]},
        {**LEDGER, "measures": [{"id": "qty", "label": {"zh-CN": "x"}, "scale": 10**9}]},
    ],
)
def test_hostile_designs_are_answered(boss: Door, content: Any) -> None:
    status, found = boss.ask("POST", TRY, {"content": content})
    assert status in (200, 422)
    assert status == 422 or (found["problems"] != [] and found["balances"] == [])


def test_where_it_is_used_is_told(world: Secretive, boss: Door) -> None:
    admin = Door(world.keys["admin"])
    status, found = admin.ask("GET", f"{STOCK}/uses")
    told = {one["key"]: one["parts"] for one in found["items"]}
    assert (status, told) == (200, {"boss_stock": [], "seller_stock": ["store", "worth"]})
    assert [one["postings"] for one in found["items"]] == [[], []]
    assert found["others"] == 0
    assert boss.ask("GET", f"{STOCK}/uses")[1] == {"items": [], "others": 2}


def test_a_designer_hears_how_many_records_they_see(world: Secretive) -> None:
    """A draft may name any form: its rows are counted for nobody who does not see them."""
    _let_design(world, "seller")
    seller = Door(world.keys["seller"])
    _, page = seller.ask("POST", "/apps/shop/forms/deal/records/query", {"limit": 100})
    _, everything = Door(world.keys["admin"]).ask("GET", f"{STOCK}/recount")
    assert 0 < len(page["items"]) < everything["records"]
    assert seller.ask("GET", f"{STOCK}/recount") == (200, {"records": len(page["items"])})


def test_a_new_ledger_takes_up_what_is_there_already(world: Secretive) -> None:
    admin = Door(world.keys["admin"])
    _publish(world, BY_PRODUCT)
    at = "/apps/shop/ledgers/sold"
    assert admin.ask("GET", f"{at}/balances")[1]["items"] == []
    assert admin.ask("GET", f"{at}/recount") == (200, {"records": 4})
    assert admin.ask("POST", f"{at}/recount", {})[0] == 202
    assert _recount(world, "sold") == {"records": 4, "failed": 0, "refused": []}
    (balance,) = admin.ask("GET", f"{at}/balances")[1]["items"]
    assert balance["measures"] == {"qty": "2.01"}

    entries = admin.ask("GET", f"{at}/entries")[1]["items"]
    _recount(world, "sold")
    assert admin.ask("GET", f"{at}/entries")[1]["items"] == entries


def test_what_no_longer_posts_is_taken_back(world: Secretive) -> None:
    admin = Door(world.keys["admin"])
    _publish(world, BY_PRODUCT)
    _recount(world, "sold")
    _publish(world, BY_PRODUCT | {"postings": []})
    _recount(world, "sold")
    found = admin.ask("GET", "/apps/shop/ledgers/sold/balances")[1]["items"]
    assert [one["measures"] for one in found] in ([], [{"qty": "0.00"}])


def test_a_record_that_is_refused_keeps_out_no_other(world: Secretive) -> None:
    floor = {"min": "-1.40", "code": "TOO_FEW", "message": {"zh-CN": "不够", "en": "Too few"}}
    fewer = deepcopy(BY_PRODUCT)
    fewer["measures"][0]["floor"] = floor
    fewer["postings"][0]["measures"]["qty"] = "-{lines.qty}/3"
    _publish(world, fewer)
    found = _recount(world, "sold")
    assert (found["records"], found["failed"]) == (3, 1)
    assert [one["form"] for one in found["refused"]] == ["deal"]
    (balance,) = Door(world.keys["admin"]).ask("GET", "/apps/shop/ledgers/sold/balances")[1][
        "items"
    ]
    assert balance["measures"] == {"qty": "-1.34"}
