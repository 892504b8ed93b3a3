"""The HTTP API as the browser's own page uses it: same cookie, same CSRF token."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

_API = "/api/v1"


class BrowserApi:
    """Of the member who is signed in on the page."""

    def __init__(self, page: Page) -> None:
        self._request = page.request
        self._csrf = str(self.get("/session")["csrf"])

    def get(self, path: str) -> dict[str, Any]:
        return self._answer(self._request.get(_API + path))

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"X-CSRFToken": self._csrf}
        return self._answer(self._request.post(_API + path, data=body, headers=headers))

    def put(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"X-CSRFToken": self._csrf}
        return self._answer(self._request.put(_API + path, data=body, headers=headers))

    def delete(self, path: str) -> None:
        response = self._request.delete(_API + path, headers={"X-CSRFToken": self._csrf})
        assert response.ok, response.text()

    def upload(self, path: str, name: str, content: bytes) -> dict[str, Any]:
        file = {"name": name, "mimeType": "image/png", "buffer": content}
        headers = {"X-CSRFToken": self._csrf}
        sent = self._request.post(_API + path, multipart={"file": file}, headers=headers)
        return self._answer(sent)

    def publish(self, app: str, document: dict[str, Any]) -> None:
        """A new document, or a change of one."""
        one = f"/apps/{app}/documents/{document['kind']}/{document['id']}"
        found = self._request.get(f"{_API}{one}/draft")
        rev = found.json()["rev"] if found.ok else 0
        saved = self.put(f"{one}/draft", {"content": document, "rev": rev})
        self.post(f"{one}/publish", {"rev": saved["rev"], "comment": ""})

    def _answer(self, response: Any) -> dict[str, Any]:
        assert response.ok, response.text()
        found: dict[str, Any] = response.json()
        return found
