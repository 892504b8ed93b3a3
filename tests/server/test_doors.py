"""The API's own manners: strangers, malformed bodies and failures all meet one shape."""

from __future__ import annotations

import pytest
from django.test import Client

from huiliu.core.errors import Malformed
from huiliu.server.http import json


def test_an_unknown_address_is_refused_in_the_wire_shape() -> None:
    answer = Client().get("/api/v1/nowhere")
    assert answer.status_code == 404
    assert answer.json() == {"code": "not_found", "message": "内容不存在或您无权查看。"}


def test_words_follow_the_browser_language() -> None:
    answer = Client().get("/api/v1/nowhere", headers={"Accept-Language": "en-GB,en;q=0.9"})
    assert answer.json()["message"] == "This does not exist, or you may not see it."


def test_the_api_describes_itself() -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff", b'{"a": "\\u0000"}', b'{"a": 123456789012345678901}', b'{"a": 1e300}', b"NaN"],
)
def test_odd_json_is_malformed(body: bytes) -> None:
    with pytest.raises(Malformed):
        json.loads(body)


def test_every_answer_forbids_foreign_scripts() -> None:
    answer = Client().get("/healthz")
    assert answer.json() == {"status": "ok"}
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    assert answer["X-Content-Type-Options"] == "nosniff"
