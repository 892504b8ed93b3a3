"""A program that asks over HTTP with its API key."""

from __future__ import annotations

import json
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from django.http import HttpResponse
from django.test import Client


class Door:
    def __init__(self, key: str) -> None:
        self.client = Client()
        self.headers = {"Authorization": f"Bearer {key}"}

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, Any]:
        """The status and the answer. ``body``: JSON, or bytes to be sent as they are."""
        answer = self.send(method, path, body, **headers)
        return answer.status_code, json.loads(answer.content or b"null")

    def send(self, method: str, path: str, body: Any = None, **headers: str) -> HttpResponse:
        sent = body if isinstance(body, bytes) else b"" if body is None else json.dumps(body)
        return self.client.generic(  # type: ignore[return-value]
            method,
            f"/api/v1{path}",
            sent,
            content_type="application/json",
            headers={**self.headers, **headers},
        )

    def upload(
        self, path: str, file: Any, *, fields: Mapping[str, str] = MappingProxyType({}), **more: str
    ) -> tuple[int, Any]:
        """``file``: an open file with a name; ``fields``: of the same form."""
        headers = {k.replace("_", "-"): v for k, v in more.items()}
        answer = self.client.post(
            f"/api/v1{path}", {"file": file, **fields}, headers={**self.headers, **headers}
        )
        return answer.status_code, json.loads(answer.content or b"null")
