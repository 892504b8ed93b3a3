"""The served OpenAPI is true: each shape has a name of its own, each reference leads somewhere."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from jsonschema import Draft202012Validator
from pydantic import BaseModel

from huiliu.server import http

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    found: dict[str, Any] = Client().get("/api/v1/openapi.json").json()
    return found


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, found in schema["paths"].items():
        yield from ((method, path, found[method]) for method in METHODS & found.keys())


def test_no_two_shapes_have_one_name() -> None:
    """Of two models with one name the OpenAPI shows only the last, at both places."""
    homes: dict[str, set[str]] = defaultdict(set)
    for module in pkgutil.iter_modules(http.__path__):
        found = importlib.import_module(f"{http.__name__}.{module.name}")
        for one in vars(found).values():
            if isinstance(one, type) and issubclass(one, BaseModel) and one.__name__[0] != "_":
                homes[one.__name__].add(one.__module__)
    assert {name: where for name, where in homes.items() if len(where) > 1} == {}


def test_it_is_openapi_3_1_and_every_reference_leads_somewhere(schema: dict[str, Any]) -> None:
    assert schema["openapi"].startswith("3.1")
    text = json.dumps(schema)
    names = schema["components"]["schemas"]
    asked = {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert asked <= names.keys()
    for one in names.values():
        Draft202012Validator.check_schema(one)


def test_every_call_says_what_it_answers_and_how_it_refuses(schema: dict[str, Any]) -> None:
    ids = [operation["operationId"] for _, _, operation in operations(schema)]
    assert len(ids) == len(set(ids))
    for method, path, operation in operations(schema):
        answers = operation["responses"]
        assert any(code.startswith("2") for code in answers), (method, path)
        refusal = answers["default"]["content"]["application/json"]["schema"]
        assert refusal == {"$ref": "#/components/schemas/Refusal"}, (method, path)
        said = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "path"}
        assert said == {part[1:-1] for part in path.split("/") if part.startswith("{")}


def test_every_post_may_be_repeated_under_a_key(schema: dict[str, Any]) -> None:
    for method, path, operation in operations(schema):
        headers = {one["name"] for one in operation.get("parameters", ()) if one["in"] == "header"}
        wanted = method == "post" and "/auth/" not in path
        assert ("Idempotency-Key" in headers) == wanted, path


CALLS = """
get /session · post /auth/login · post /auth/logout · post /auth/password · get /me · patch /me
get /api-keys · post /api-keys · delete /api-keys/{key_id}
get /members · post /members · get /members/{member} · patch /members/{member}
delete /members/{member} · get /members/{member}/view-as
get /departments · post /departments · get /departments/{department}
patch /departments/{department} · delete /departments/{department}
get /roles · post /roles · get /roles/{key} · patch /roles/{key} · delete /roles/{key} · get /people
get /apps · post /apps · get /apps/{app} · patch /apps/{app} · delete /apps/{app}
get /templates · post /templates/{key}/install · get /apps/{app}/export · post /templates/import
get /apps/{app}/documents · get D/draft · put D/draft · delete D/draft · post D/validate
post D/publish · get D/versions · get D/diff · post D/rollback
get F · get F/schema · post F/records · get R · patch R · delete R
post F/records/query · post F/records/aggregate · post F/records/options · post F/records/preview
post F/records/batch · post F/import · post F/export · get R/history · get R/flow · get R/trace
post R/actions/{action} · get F/views · put F/views · delete F/views/{view} · get F/explain
get P/draft · put P/draft · post P/validate · get P/diff · post P/publish · get P/versions
post P/rollback · post F/view-as · post F/view-as/query · post F/view-as/record
post /apps/{app}/files · get /files/{file} · get /jobs/{job_id} · post /jobs/{job_id}/cancel
get /tasks · get /tasks/{task} · post /tasks/{task}/approve · post /tasks/{task}/reject
post /tasks/{task}/read · get L · get L/balances · get L/entries · get L/trace · post L/rebuild
get /apps/{app}/automations/{automation}/runs · get /notifications · post /notifications/read
"""
SHORT = {
    "D": "/apps/{app}/documents/{kind}/{key}",
    "F": "/apps/{app}/forms/{form}",
    "R": "/apps/{app}/forms/{form}/records/{record}",
    "L": "/apps/{app}/ledgers/{ledger}",
    "P": "/apps/{app}/permissions/{on}/{key}",
}


def test_every_call_of_the_contract_is_there(schema: dict[str, Any]) -> None:
    there = {(method, path) for method, path, _ in operations(schema)}
    wanted = [call.split() for call in CALLS.replace("\n", "·").split("·") if call.strip()]
    missing = []
    for method, path in wanted:
        head, slash, rest = path.partition("/")
        whole = f"/api/v1{SHORT[head]}{slash}{rest}" if head else f"/api/v1{path}"
        if (method, whole) not in there:
            missing.append((method, whole))
    assert missing == []
