"""Somebody at work, over HTTP: signs in as a demo member and speaks the public API."""

from __future__ import annotations

from typing import Any

import httpx


class Refused(AssertionError):
    """The server said no. ``status`` and ``body`` are its words."""

    def __init__(self, response: httpx.Response) -> None:
        self.status = response.status_code
        self.body: dict[str, Any] = response.json() if response.content else {}
        super().__init__(
            f"{response.request.method} {response.request.url}: {self.status} {self.body}"
        )


class Person:
    def __init__(self, base_url: str, login: str, app: str = "jxc") -> None:
        self._http = httpx.Client(base_url=f"{base_url}/api/v1", timeout=30, trust_env=False)
        self._app = f"/apps/{app}"
        self._csrf = ""
        self._csrf = self._get("/session")["csrf"]
        self.me = self.call("POST", "/auth/login", {"demo": login})
        self._csrf = self._get("/session")["csrf"]

    def close(self) -> None:
        self._http.close()

    def cookies(self) -> dict[str, str]:
        """The header with which another connection is the same session."""
        return {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self._http.cookies.items())
        }

    def _get(self, path: str) -> Any:
        return self.call("GET", path)

    def call(self, method: str, path: str, body: Any = None) -> Any:
        headers = {"X-CSRFToken": self._csrf}
        response = self._http.request(method, path, json=body, headers=headers)
        if response.status_code >= 400:
            raise Refused(response)
        return response.json() if response.content else None

    def app(self, method: str, path: str, body: Any = None) -> Any:
        return self.call(method, f"{self._app}{path}", body)

    def create(self, form: str, values: dict[str, Any], *, submit: bool = True) -> dict[str, Any]:
        path = f"/forms/{form}/records"
        record: dict[str, Any] = self.app("POST", path, {"values": values, "submit": submit})
        return record

    def read(self, form: str, record: str) -> dict[str, Any]:
        found: dict[str, Any] = self.app("GET", f"/forms/{form}/records/{record}")
        return found

    def query(self, form: str, **body: Any) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = self.app("POST", f"/forms/{form}/records/query", body)[
            "items"
        ]
        return items

    def find(self, form: str, field: str, value: str) -> str:
        """The public id of the one record whose text field equals ``value``."""
        condition = {"rel": "and", "cond": [{"field": field, "op": "eq", "value": value}]}
        (only,) = self.query(form, filter=condition, limit=2)
        return str(only["id"])

    def todo(self, title: str) -> dict[str, Any]:
        """My to-do whose record has this title."""
        items = self.call("GET", "/tasks?box=todo&limit=100")["items"]
        (only,) = [item for item in items if item["title"] == title]
        return dict(only)

    def approve(self, task: dict[str, Any], comment: str = "同意") -> Any:
        return self.call("POST", f"/tasks/{task['id']}/approve", {"comment": comment})

    def stock(self, **where: str) -> dict[tuple[str, str], str]:
        """(product title, warehouse title) → quantity, without trailing zeros."""
        query = "&".join(["limit=1000", *(f"{key}={value}" for key, value in where.items())])
        items = self.app("GET", f"/ledgers/stock/balances?{query}")["items"]
        return {
            (i["dimensions"]["product"]["title"], i["dimensions"]["warehouse"]["title"]): _plain(
                i["measures"]["qty"]
            )
            for i in items
        }


def _plain(quantity: str) -> str:
    return quantity.rstrip("0").rstrip(".") if "." in quantity else quantity
