"""Lists, counts, groups and pickers: what is found, in which order, and by whom."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import (
    Count,
    GroupBy,
    Measure,
    Query,
    Sort,
    aggregate,
    count,
    history,
    options,
    preview,
    query,
    records,
)
from huiliu.core.access import Access
from huiliu.core.actor import Cause
from huiliu.core.conditions import Condition
from huiliu.core.errors import ValidationFailed
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db


@pytest.fixture
def shop(company: Company) -> Company:
    company.publish(
        "warehouse",
        [{"id": "name", "type": "text"}, {"id": "keeper", "type": "member"}],
        title_field="name",
    )
    company.publish(
        "delivery",
        [
            {"id": "no", "type": "text"},
            {"id": "day", "type": "date"},
            {"id": "at", "type": "datetime"},
            {
                "id": "status",
                "type": "choice",
                "options": [
                    {"id": "open", "label": {"zh-CN": "开"}},
                    {"id": "done", "label": {"zh-CN": "完"}},
                ],
            },
            {"id": "warehouse", "type": "reference", "form": "warehouse"},
            {"id": "cost", "type": "money"},
            {"id": "remark", "type": "text"},
            {
                "id": "lines",
                "type": "subform",
                "fields": [
                    {"id": "name", "type": "text"},
                    {"id": "qty", "type": "number"},
                    {"id": "secret", "type": "number"},
                ],
            },
        ],
        title_field="no",
        search=["no", "remark"],
    )
    north = company.create("warehouse", {"name": "北仓", "keeper": "2"})
    south = company.create("warehouse", {"name": "南仓", "keeper": "3"})
    company.create("delivery", _delivery("A1", "2026-09-30", north.uid, "5", "1", "华为手机"))
    company.create("delivery", _delivery("A2", "2026-10-01", south.uid, "7", "2", "加急"))
    company.create("delivery", _delivery("A3", None, south.uid, "9", "3", "普通"))
    return company


def _delivery(
    no: str, day: str | None, warehouse: str, cost: str, qty: str, remark: str
) -> dict[str, Any]:
    return {
        "no": no,
        "day": day,
        "at": None if day is None else f"{day}T20:00:00Z",
        "status": "open" if day else None,
        "warehouse": warehouse,
        "cost": cost,
        "remark": remark,
        "lines": [{"name": f"杯{no}", "qty": qty, "secret": cost}, {"name": "壶", "qty": "10"}],
    }


def _found(shop: Company, access: Access | None = None, **asked: Any) -> list[str]:
    if "filter" in asked:
        asked["filter"] = Condition.model_validate(asked["filter"])
    page = query(shop.app, "delivery", Query(**asked), access=access or shop.system("delivery"))
    return [item["values"].get("no") or item["id"] for item in page.items]


def _one(field: str, op: str, value: Any = None) -> dict[str, Any]:
    return {"cond": [{"field": field, "op": op, "value": value}]}


def _refused(shop: Company, access: Access, **asked: Any) -> dict[str, list[str]]:
    with pytest.raises(ValidationFailed) as refused:
        _found(shop, access, **asked)
    return {p: [e.code for e in es] for p, es in refused.value.fields.items()}


def test_newest_come_first_unless_sorted(shop: Company) -> None:
    assert _found(shop) == ["A3", "A2", "A1"]
    assert _found(shop, sort=(Sort("no"),)) == ["A1", "A2", "A3"]


def test_empty_is_the_smallest(shop: Company) -> None:
    assert _found(shop, sort=(Sort("day"),)) == ["A3", "A1", "A2"]
    assert _found(shop, sort=(Sort("day", desc=True),)) == ["A2", "A1", "A3"]


def test_a_reference_sorts_by_the_title_it_shows(shop: Company) -> None:
    assert _found(shop, sort=(Sort("warehouse"), Sort("no", desc=True))) == ["A1", "A3", "A2"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (_one("cost", "gte", "7"), ["A2", "A3"]),
        (_one("cost", "eq", "7.00"), ["A2"]),
        (_one("day", "between", ["2026-10-01", None]), ["A2"]),
        (_one("day", "empty"), ["A3"]),
        (_one("lines.qty", "eq", "3"), ["A3"]),
        (_one("lines.name", "contains", "杯A1"), ["A1"]),
        (_one("warehouse.name", "eq", "南仓"), ["A2", "A3"]),
        (_one("warehouse.keeper", "eq", "2"), ["A1"]),
        (_one("at", "gte", "2026-10-01T20:00:00Z"), ["A2"]),
        (_one("status", "in", ["open", "done"]), ["A1", "A2"]),
        (_one("$created_by", "eq", {"current": "member"}), ["A1", "A2", "A3"]),
        (
            {"rel": "or", "cond": [_one("no", "eq", "A1"), _one("no", "eq", "A3")]},
            ["A1", "A3"],
        ),
    ],
)
def test_filters(shop: Company, condition: dict[str, Any], expected: list[str]) -> None:
    assert _found(shop, filter=condition, sort=(Sort("no"),)) == expected


def test_a_public_id_filters_a_reference(shop: Company) -> None:
    north = records.find(
        shop.app,
        "warehouse",
        Condition.model_validate(_one("name", "eq", "北仓")),
        access=shop.system("warehouse"),
    )[0]
    assert _found(shop, filter=_one("warehouse", "eq", north.uid)) == ["A1"]
    assert _found(shop, filter=_one("warehouse", "eq", "0" * 26)) == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [("华为", ["A1"]), ("a", ["A3", "A2", "A1"]), ("加急 A2", ["A2"]), ("华%为", []), ("无", [])],
)
def test_search_finds_two_characters_and_one(
    shop: Company, words: str, expected: list[str]
) -> None:
    assert _found(shop, search=words) == expected


def test_pages_follow_each_other(shop: Company) -> None:
    asked = Query(sort=(Sort("day", desc=True),), limit=1)
    system = shop.system("delivery")
    seen = []
    while True:
        page = query(shop.app, "delivery", asked, access=system)
        seen += [item["values"]["no"] for item in page.items]
        if page.next is None:
            break
        asked = Query(sort=asked.sort, limit=1, cursor=page.next)
    assert seen == ["A2", "A1", "A3"]


def test_subforms_come_only_when_asked_for(shop: Company) -> None:
    system = shop.system("delivery")
    plain = query(shop.app, "delivery", Query(limit=1), access=system)
    assert "lines" not in plain.items[0]["values"]
    asked = query(shop.app, "delivery", Query(limit=1, fields=("no", "lines")), access=system)
    assert [row["name"] for row in asked.items[0]["values"]["lines"]] == ["杯A3", "壶"]
    assert set(asked.items[0]["values"]) == {"no", "lines"}


def test_references_come_with_their_titles(shop: Company) -> None:
    page = query(shop.app, "delivery", Query(limit=1), access=shop.system("delivery"))
    kept = query(shop.app, "warehouse", Query(), access=shop.system("warehouse")).items
    public = {item["title"]: item["id"] for item in kept}
    assert page.items[0]["values"]["warehouse"] == {"id": public["南仓"], "title": "南仓"}
    assert page.items[0]["created_by"] == {"id": "1", "name": "管理员"}


def test_counts_are_told(shop: Company) -> None:
    found = count(
        shop.app,
        "delivery",
        Condition.model_validate(_one("cost", "gt", "5")),
        access=shop.system("delivery"),
    )
    assert found == Count(2, capped=False)


def test_groups_and_measures(shop: Company) -> None:
    groups = aggregate(
        shop.app,
        "delivery",
        access=shop.system("delivery"),
        group_by=[GroupBy("warehouse")],
        measures=[Measure("count"), Measure("sum", "cost"), Measure("avg", "cost")],
    )
    assert [(g.keys[0]["title"], g.values) for g in groups] == [
        ("北仓", ["1", "5.00", "5.0000"]),
        ("南仓", ["2", "16.00", "8.0000"]),
    ]


def test_a_day_ends_where_the_reader_lives(shop: Company) -> None:
    groups = aggregate(
        shop.app,
        "delivery",
        access=shop.system("delivery"),
        group_by=[GroupBy("at", "month")],
        measures=[Measure("count")],
    )
    assert [(g.keys, g.values) for g in groups] == [([None], ["1"]), (["2026-10"], ["2"])]


def test_rows_of_a_subform_can_be_summed(shop: Company) -> None:
    groups = aggregate(
        shop.app,
        "delivery",
        access=shop.system("delivery"),
        group_by=[GroupBy("day", "year")],
        measures=[Measure("sum", "lines.qty"), Measure("max", "lines.qty")],
    )
    assert [(g.keys, g.values) for g in groups] == [
        ([None], ["13.00", "10.00"]),
        (["2026"], ["23.00", "10.00"]),
    ]


def test_a_hidden_field_and_one_that_is_not_there_are_alike(shop: Company) -> None:
    access = shop.grant("delivery", fields={"cost": "hidden", "lines.secret": "hidden"})
    for path in ("cost", "lines.secret", "nothing", "warehouse.nothing"):
        known = {path: ["unknown_field"]}
        assert _refused(shop, access, filter=_one(path, "eq", "1")) == known
        assert _refused(shop, access, sort=(Sort(path),)) == known
        with pytest.raises(ValidationFailed) as refused:
            aggregate(shop.app, "delivery", access=access, measures=[Measure("sum", path)])
        assert list(refused.value.fields) == [path]
    page = query(shop.app, "delivery", Query(), access=access)
    assert all("cost" not in item["values"] for item in page.items)


def test_a_hidden_title_is_no_title(shop: Company) -> None:
    access = shop.grant("delivery", fields={"no": "hidden"})
    page = query(shop.app, "delivery", Query(), access=access)
    assert [item["title"] for item in page.items] == ["", "", ""]
    assert _refused(shop, access, sort=(Sort("$title"),)) == {"$title": ["unknown_field"]}


def test_search_does_not_look_into_hidden_fields(shop: Company) -> None:
    access = shop.grant("delivery", fields={"remark": "hidden"})
    assert _found(shop, access, search="华为") == []
    assert _found(shop, access, search="A1") == ["A1"]


def test_each_row_shows_what_the_grants_that_reach_it_show(shop: Company) -> None:
    shop.grant("delivery", fields={"cost": "hidden"})
    access = shop.grant("delivery", rows=_one("no", "eq", "A2"))
    page = query(shop.app, "delivery", Query(sort=(Sort("no"),)), access=access)
    assert [item["values"].get("cost") for item in page.items] == [None, "7.00", None]
    assert ["cost" in item["values"] for item in page.items] == [False, True, False]
    assert _found(shop, access, filter=_one("cost", "gt", "0")) == ["A2"]
    assert _found(shop, access, sort=(Sort("cost"),)) == ["A2"]
    total = aggregate(shop.app, "delivery", access=access, measures=[Measure("sum", "cost")])
    assert total[0].values == ["7.00"]


def test_what_lies_behind_a_reference_follows_the_rights_there(shop: Company) -> None:
    access = shop.grant("delivery")
    shop.grant("warehouse", fields={"keeper": "hidden"}, rows=_one("name", "eq", "南仓"))
    assert _found(shop, access, filter=_one("warehouse.name", "not_empty")) == ["A3", "A2"]
    assert _refused(shop, access, filter=_one("warehouse.keeper", "eq", "2")) == {
        "warehouse.keeper": ["unknown_field"]
    }


def test_a_picker_offers_what_may_be_chosen(shop: Company) -> None:
    access = shop.grant("delivery")
    shop.grant("warehouse", rows=_one("name", "eq", "南仓"))
    offered = options(shop.app, "delivery", "warehouse", access=access)
    assert [item["title"] for item in offered.items] == ["南仓"]
    shop.permissions.given[("warehouse", 3)] = None
    assert options(shop.app, "delivery", "warehouse", access=access).items == []


def test_a_picker_tells_what_pasted_names_mean(shop: Company) -> None:
    access = shop.grant("delivery")
    shop.grant("warehouse", rows=_one("name", "eq", "南仓"))
    asked = options(
        shop.app, "delivery", "warehouse", access=access, names=["南仓", "北仓", "无此仓"]
    )
    assert [item["title"] for item in asked.items] == ["南仓"]
    assert asked.called == {"南仓": [asked.items[0]["id"]]}
    nothing = options(shop.app, "delivery", "warehouse", access=access, names=["南"])
    assert (nothing.items, nothing.called) == ([], {})


def test_history_has_no_trace_of_hidden_fields(shop: Company) -> None:
    record = records.find(
        shop.app,
        "delivery",
        Condition.model_validate(_one("no", "eq", "A1")),
        access=shop.system("delivery"),
    )[0]
    shop.change(record, {"cost": "6", "remark": "改"})
    shop.change(record, {"cost": "8"})
    full = history(shop.app, "delivery", record.id, access=shop.system("delivery"))
    assert [(c["path"], c["before"], c["after"]) for c in full[1]["changes"]] == [
        ("cost", "5.00", "6.00"),
        ("remark", "华为手机", "改"),
    ]
    access = shop.grant("delivery", fields={"cost": "hidden"})
    seen = history(shop.app, "delivery", record.id, access=access)
    assert [[c["path"] for c in item["changes"]] for item in seen] == [["remark"], []]


def test_the_recycle_bin_is_a_list_of_its_own(shop: Company) -> None:
    record = records.find(
        shop.app,
        "delivery",
        Condition.model_validate(_one("no", "eq", "A1")),
        access=shop.system("delivery"),
    )[0]
    records.remove(shop.app, "delivery", record.id, access=shop.system("delivery"), cause=Cause())
    assert _found(shop) == ["A3", "A2"]
    assert _found(shop, deleted=True) == ["A1"]


def test_a_preview_stores_nothing(shop: Company) -> None:
    seen = preview(shop.app, "delivery", {"cost": "1.005"}, access=shop.system("delivery"))
    assert {p: [e.code for e in es] for p, es in seen.errors.items()} == {"cost": ["too_precise"]}
    assert _found(shop) == ["A3", "A2", "A1"]
