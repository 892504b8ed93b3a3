"""Somebody at a browser: signs in with a password and speaks the public API."""

from __future__ import annotations

from typing import Any

import httpx

from tests.acceptance.people import Refused

APP = "jxc"
PAGE = 1000


class Session:
    def __init__(self, base_url: str, login: str, password: str) -> None:
        self._http = httpx.Client(base_url=f"{base_url}/api/v1", timeout=300, trust_env=False)
        self._csrf = ""
        self._csrf = self.call("GET", "/session")["csrf"]
        self.me = self.call("POST", "/auth/login", {"login": login, "password": password})
        self._csrf = self.call("GET", "/session")["csrf"]

    def close(self) -> None:
        self._http.close()

    def call(self, method: str, path: str, body: Any = None) -> Any:
        """Raises Refused with status and body of an answer of 400 and more."""
        headers = {"X-CSRFToken": self._csrf}
        response = self._http.request(method, path, json=body, headers=headers)
        if response.status_code >= 400:
            raise Refused(response)
        return response.json() if response.content else None

    def app(self, method: str, path: str, body: Any = None) -> Any:
        return self.call(method, f"/apps/{APP}{path}", body)

    def record(self, form: str, id_: str, part: str = "") -> Any:
        return self.app("GET", f"/forms/{form}/records/{id_}{part}")

    def act(self, form: str, id_: str, action: str, **body: Any) -> Any:
        return self.app("POST", f"/forms/{form}/records/{id_}/actions/{action}", body)

    def query(self, form: str, **body: Any) -> list[dict[str, Any]]:
        """All pages."""
        found: list[dict[str, Any]] = []
        cursor = None
        while True:
            asked = {"limit": PAGE, **body, **({"cursor": cursor} if cursor else {})}
            page = self.app("POST", f"/forms/{form}/records/query", asked)
            found += page["items"]
            cursor = page["next"]
            if cursor is None:
                return found

    def ledger(self, ledger: str, part: str = "balances", **asked: str) -> list[dict[str, Any]]:
        """All pages of ``balances``, ``entries`` or ``trace``."""
        found: list[dict[str, Any]] = []
        given = {"limit": str(PAGE), **asked}
        while True:
            query = str(httpx.QueryParams(given))
            page = self.app("GET", f"/ledgers/{ledger}/{part}?{query}")
            found += page["items"]
            if page["next"] is None:
                return found
            given["cursor"] = page["next"]
