"""Every refusal has a code, a path and words in the reader's language, whoever worded it first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.support.company import Company, make
from tests.support.door import Door
from tests.support.shared import made_once

pytestmark = pytest.mark.django_db
RECEIPTS = "/apps/shop/forms/receipt/records"


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    with made_once(django_db_blocker):
        yield make()


@pytest.fixture
def clerk(company: Company) -> Door:
    return Door(company.clerk)


@pytest.mark.parametrize(
    ("method", "path"), [("PUT", "/apps"), ("PATCH", RECEIPTS), ("GET", "/jobs/1/cancel")]
)
def test_a_wrong_method_is_refused_in_the_one_shape(clerk: Door, method: str, path: str) -> None:
    answer = clerk.send(method, path, {})
    assert answer.status_code == 405
    assert "POST" in answer["Allow"]
    assert answer.json() == {"code": "method_not_allowed", "message": "不支持此操作方式。"}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("", "请先登录。"),
        ("en", "Please sign in."),
        ("en-GB,en;q=0.9,zh;q=0.8", "Please sign in."),
        ("fr, en;q=0.5, zh-TW;q=0.9", "请先登录。"),
        ("de, en;q=0.1", "Please sign in."),
        ("zh;q=x, en", "Please sign in."),
    ],
)
def test_a_stranger_is_answered_in_the_language_they_like_best(
    db: None, asked: str, words: str
) -> None:
    answer = Client().get("/api/v1/me", headers={"Accept-Language": asked})
    assert (answer.status_code, answer.json()["message"]) == (401, words)


SHAPES: list[tuple[dict[str, Any], str, dict[str, str]]] = [
    ({"limit": 0}, "limit", {"code": "too_small", "min": "1", "message": "不能小于 1"}),
    ({"limit": 1001}, "limit", {"code": "too_large", "max": "1000", "message": "不能大于 1000"}),
    (
        {"search": "x" * 201},
        "search",
        {"code": "too_long", "max": "200", "message": "最多 200 个字"},
    ),
    ({"more": 1}, "more", {"code": "unknown_field", "message": "没有这个字段"}),
    ({"sort": [{"desc": True}]}, "sort.0.field", {"code": "required", "message": "必填"}),
    ({"count": "maybe"}, "count", {"code": "bad_value", "message": "格式不正确"}),
]


@pytest.mark.parametrize(("body", "path", "complaint"), SHAPES)
def test_a_wrong_shape_is_told_by_path_in_our_own_words(
    clerk: Door, body: dict[str, Any], path: str, complaint: dict[str, str]
) -> None:
    status, refusal = clerk.ask("POST", f"{RECEIPTS}/query", body)
    assert (status, refusal["fields"]) == (422, {path: [complaint]})


def _nested(depth: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"cond": []}
    for _ in range(depth):
        condition = {"rel": "or", "cond": [condition]}
    return condition


TERM = {"field": "note", "op": "eq", "value": "a"}
TOO_MUCH = [
    {"cond": [TERM] * 301},
    {"cond": [{"field": "note", "op": "in", "value": ["a"] * 10_001}]},
    _nested(21),
    _nested(200),
    {"cond": [{"cond": [TERM] * 200}, {"cond": [TERM] * 200}]},
]


@pytest.mark.parametrize("condition", TOO_MUCH, ids=range(len(TOO_MUCH)))
def test_a_condition_that_no_person_writes_is_refused(clerk: Door, condition: Any) -> None:
    status, refusal = clerk.ask("POST", f"{RECEIPTS}/query", {"filter": condition})
    assert status == 422
    codes = {one["code"] for complaints in refusal["fields"].values() for one in complaints}
    assert "condition_too_large" in codes


def test_a_long_condition_of_a_person_is_answered(clerk: Door) -> None:
    condition = {"cond": [TERM] * 300}
    assert clerk.ask("POST", f"{RECEIPTS}/query", {"filter": condition}) == (
        200,
        {"items": [], "next": None},
    )


ODD = [
    b"",
    b"{",
    b"[]",
    b"null",
    b"[" * 100_000 + b"]" * 100_000,
    b'{"values":{"note":"\\ud800"}}',
    b'{"values":{"note":"a\\u0000b"}}',
    b'{"values":{"total":1e400}}',
    b'{"values":{"total":NaN}}',
    b'{"values":{"total":' + b"9" * 400 + b"}}",
    b'{"values":{"lines":{"a":1}}}',
    b'{"values":{"lines":["a"]}}',
    b'{"values":{"lines":[' + b"{}," * 600 + b"{}]}}",
    b'{"values":{"lines":[{"qty":"1e999999999"}]}}',
    b'{"values":{"lines":[{"price":"1' + b"0" * 30 + b'"}]}}',
    b'{"values":{"lines":[{"price":"' + b"1" * 100_000 + b'"}]}}',
    b'{"values":{"lines":[{"product":{"id":{"a":1}}}]}}',
    b'{"values":{"lines":[{"product":12345678901234567890123}]}}',
    b'{"values":{"day":"0000-00-00"}}',
    b'{"values":[]}',
    b'{"values":{},"submit":"perhaps"}',
]


@pytest.mark.parametrize("body", ODD, ids=range(len(ODD)))
def test_odd_bodies_are_refused_with_a_code_and_store_nothing(clerk: Door, body: bytes) -> None:
    for path in (RECEIPTS, f"{RECEIPTS}/preview"):
        status, answer = clerk.ask("POST", path, body)
        if path == RECEIPTS:
            assert status in (400, 422), answer
            assert answer["code"] in ("malformed", "validation_failed")
            assert answer["message"]
        else:
            assert status in (200, 400, 422), answer
    assert clerk.ask("POST", f"{RECEIPTS}/query", {})[1]["items"] == []


FILTERS = [
    ("day", "gt", "x"),
    ("day", "between", ["2026-01-01"]),
    ("total", "gt", "1e400"),
    ("total", "gt", "9" * 40),
    ("$created_at", "gt", "9999-12-31T23:59:59-14:00"),
    ("$created_at", "lt", "0001-01-01T00:00:00+14:00"),
    ("$id", "eq", "9" * 40),
    ("$created_by", "eq", "9" * 30),
    ("lines.product", "eq", "nobody"),
    ("lines", "eq", "1"),
    ("lines..qty", "eq", "1"),
    ("note", "contains", "%_\\"),
    ("note", "eq", True),
]


@pytest.mark.parametrize(("field", "op", "value"), FILTERS)
def test_odd_filters_are_answered_or_refused_with_a_code(
    clerk: Door, field: str, op: str, value: Any
) -> None:
    condition = {"cond": [{"field": field, "op": op, "value": value}]}
    status, answer = clerk.ask("POST", f"{RECEIPTS}/query", {"filter": condition})
    assert status in (200, 400, 422), answer
    assert status == 200 or (answer["code"] and answer["message"])


def test_a_member_that_no_number_can_be_is_refused_with_a_code(company: Company) -> None:
    admin = Door(company.admin)
    form = {
        "kind": "form", "version": 1, "id": "visit", "title": {"zh-CN": "拜访"},
        "fields": [
            {"id": "who", "type": "member", "label": {"zh-CN": "谁"}},
            {"id": "where", "type": "department", "label": {"zh-CN": "哪里"}},
        ],
    }  # fmt: skip
    draft = admin.ask("PUT", "/apps/shop/documents/form/visit/draft", {"content": form, "rev": 0})[
        1
    ]
    admin.ask("POST", "/apps/shop/documents/form/visit/publish", {"rev": draft["rev"]})
    for given in ("9" * 30, {"id": "9" * 30}):
        body = {"values": {"who": given, "where": given}}
        status, refusal = admin.ask("POST", "/apps/shop/forms/visit/records", body)
        assert status == 422
        assert {p: e[0]["code"] for p, e in refusal["fields"].items()} == {
            "who": "no_such_record",
            "where": "no_such_record",
        }
