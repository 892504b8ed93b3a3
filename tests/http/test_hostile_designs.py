"""A designer who means harm, or slipped: told what is wrong, at once, and nobody else suffers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.http.conftest import Browser
from tests.http.test_session import body

pytestmark = pytest.mark.django_db
BOMB = "/apps/shop/documents/form/bomb"
RECORDS = "/apps/shop/forms/bomb/records"


def field(id: str, type: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "label": {"zh-CN": id}, **more}


def formula(text: str, result: str = "number") -> dict[str, Any]:
    return field("f", "formula", formula=text, result=result)


def form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    head = {"kind": "form", "version": 1, "id": "bomb", "title": {"zh-CN": "炸"}}
    own = [field("a", "number"), field("s", "text"), *fields]
    return {**head, "fields": own, **more}


def nested(depth: int) -> dict[str, Any]:
    condition: dict[str, Any] = {"cond": []}
    for _ in range(depth):
        condition = {"cond": [condition]}
    return condition


def rule(condition: dict[str, Any]) -> dict[str, Any]:
    return {"id": "r", "when": condition, "code": "X", "message": {"zh-CN": "x"}}


@pytest.fixture
def designer(as_admin: Browser) -> Browser:
    assert as_admin.post("/apps", {"key": "shop", "title": {"zh-CN": "门店"}}).status_code == 201
    return as_admin


DESIGNS: list[tuple[str, dict[str, Any]]] = [
    ("deep parentheses", form(formula("(" * 1500 + "1" + ")" * 1500))),
    ("deep functions", form(formula("IF(1," * 700 + "1" + ")" * 700))),
    ("minus signs", form(formula("-" * 3000 + "1"))),
    ("a long formula", form(formula("1" + "+1" * 20_000))),
    ("a formula of itself", form(formula("{f}+1"))),
    ("no pattern", form(field("p", "text", pattern="("))),
    ("a pattern that looks ahead", form(field("p", "text", pattern="(?=a)b"))),
    ("a pattern that explodes", form(field("p", "text", pattern="((a{1,100}){1,100}){1,100}"))),
    ("a scale beyond all", form(field("n", "number", scale=99))),
    ("a bound beyond all", form(field("n", "number", min="1e400"))),
    ("a deep condition", form(rules=[rule(nested(30))])),
    (
        "a wide condition",
        form(rules=[rule({"cond": [{"field": "s", "op": "eq", "value": "x"}] * 400})]),
    ),
]


@pytest.mark.parametrize("content", [c for _, c in DESIGNS], ids=[name for name, _ in DESIGNS])
def test_a_harmful_design_has_problems_and_is_not_published(
    designer: Browser, content: dict[str, Any]
) -> None:
    answer = designer.post(f"{BOMB}/validate", {"content": content})
    problems = body(answer)["problems"]
    assert answer.status_code == 200
    assert problems
    assert all(one["path"] and one["code"] and one["message"] for one in problems)
    assert all(len(one["message"]) < 400 for one in problems)
    saved = body(designer.put(f"{BOMB}/draft", {"content": content, "rev": 0}))
    assert designer.post(f"{BOMB}/publish", {"rev": saved["rev"]}).status_code == 422
    assert designer.get("/apps/shop/forms/bomb").status_code == 404


@pytest.mark.parametrize("depth", [100, 450])
def test_a_document_that_is_nested_too_deeply_is_not_even_kept(
    designer: Browser, depth: int
) -> None:
    content = json.dumps({"content": form(rules=[rule(nested(depth))]), "rev": 0})
    for method, path in (("PUT", "draft"), ("POST", "validate")):
        sent = content if method == "PUT" else content.replace(', "rev": 0', "")
        answer = designer.client.generic(
            method, f"/api/v1{BOMB}/{path}", sent, content_type="application/json",
            headers={"X-CSRFToken": designer.token},
        )  # fmt: skip
        assert answer.status_code == 422, answer.content
        assert body(answer)["fields"] == {"content": [{"code": "too_deep", "message": "嵌套过深"}]}
    assert designer.get(f"{BOMB}/draft").status_code == 404


VALUES: list[tuple[dict[str, Any], str, str]] = [
    ({"a": "99"}, "f", "formula_error"),
    ({"a": "92233720368547758.08"}, "a", "too_large"),
    ({"s": "x" * 200}, "g", "formula_error"),
    ({"p": "a" * 199 + "!"}, "p", "pattern"),
]


@pytest.mark.parametrize(("values", "path", "code"), VALUES)
def test_values_that_explode_in_a_formula_are_refused_with_a_code(
    designer: Browser, values: dict[str, Any], path: str, code: str
) -> None:
    content = form(
        formula("{a}^99"),
        field("g", "formula", formula="REPT({s},99999)", result="text"),
        field("p", "text", pattern="(a+)+$"),
    )
    saved = body(designer.put(f"{BOMB}/draft", {"content": content, "rev": 0}))
    assert designer.post(f"{BOMB}/publish", {"rev": saved["rev"]}).status_code == 200
    refused = designer.post(RECORDS, {"values": values})
    assert refused.status_code == 422
    assert [one["code"] for one in body(refused)["fields"][path]] == [code]
    assert body(designer.post(f"{RECORDS}/query", {}))["items"] == []
