"""Apps come and go: made, taken away as a bundle, deleted, brought in again."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from tests.support.company import Company, goods, make
from tests.support.door import Door
from tests.support.shared import made_once

pytestmark = pytest.mark.django_db
RECEIPTS = "/apps/shop/forms/receipt/records"


@pytest.fixture(scope="module")
def company(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Company]:
    with made_once(django_db_blocker):
        yield make()


@pytest.fixture
def admin(company: Company) -> Door:
    return Door(company.admin)


def zipped(files: Mapping[str, Any]) -> io.BytesIO:
    """Contents by path; bytes are stored as they are."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content if isinstance(content, bytes) else json.dumps(content))
    out.seek(0)
    out.name = "bundle.zip"
    return out


def bundle(**more: Any) -> dict[str, Any]:
    return {
        "kind": "bundle", "version": 1, "id": "notes", "title": {"zh-CN": "记事"},
        "roles": [{"id": "writer", "title": {"zh-CN": "记录员"}}],
        "install": ["forms/note.json"], **more,
    }  # fmt: skip


NOTE = {
    "kind": "form", "version": 1, "id": "note", "title": {"zh-CN": "记事"},
    "fields": [{"id": "text", "type": "text", "label": {"zh-CN": "内容"}}],
}  # fmt: skip
GOOD = {"bundle.json": bundle(), "forms/note.json": NOTE}


def test_a_deleted_app_is_gone_for_everybody_and_its_key_is_free(
    company: Company, admin: Door
) -> None:
    clerk = Door(company.clerk)
    record = clerk.ask("POST", RECEIPTS, {"values": goods(company.cup, 1), "submit": True})[1]
    assert clerk.ask("DELETE", "/apps/shop")[0] == 403
    assert admin.ask("DELETE", "/apps/shop") == (204, None)
    for door, method, path in [
        (admin, "GET", "/apps/shop"),
        (admin, "DELETE", "/apps/shop"),
        (admin, "GET", "/apps/shop/documents"),
        (clerk, "GET", "/apps/shop/forms/receipt"),
        (clerk, "GET", f"{RECEIPTS}/{record['id']}"),
        (clerk, "GET", "/apps/shop/ledgers/stock/balances"),
    ]:
        assert door.ask(method, path)[0] == 404, path
    assert admin.ask("GET", "/apps")[1] == {"items": []}
    assert clerk.ask("GET", "/tasks?box=started")[0] == 200
    assert admin.ask("POST", "/apps", {"key": "shop", "title": {"en": "Shop"}})[0] == 201
    assert admin.ask("GET", "/apps/shop/documents")[1] == {"items": []}


def test_an_exported_app_can_be_brought_in_again(company: Company, admin: Door) -> None:
    archive = io.BytesIO(admin.send("GET", "/apps/shop/export").content)
    archive.name = "shop.zip"
    before = admin.ask("GET", "/apps/shop/documents")[1]["items"]
    admin.ask("DELETE", "/apps/shop")
    assert admin.upload("/templates/import", archive) == (201, {"app": "shop", "job": None})
    after = admin.ask("GET", "/apps/shop/documents")[1]["items"]
    assert [(d["kind"], d["key"]) for d in after] == [(d["kind"], d["key"]) for d in before]
    clerk = Door(company.clerk)
    made = clerk.ask("POST", "/apps/shop/forms/product/records", {"values": {"name": "cup"}})
    assert made[0] == 201


def test_a_bundle_is_for_administrators(company: Company) -> None:
    assert Door(company.clerk).upload("/templates/import", zipped(GOOD))[0] == 403


def test_a_bundle_does_not_overwrite_an_app(company: Company, admin: Door) -> None:
    mine = {"bundle.json": bundle(id="shop"), "forms/note.json": NOTE}
    status, refusal = admin.upload("/templates/import", zipped(mine))
    assert (status, refusal["code"]) == (409, "app_key_taken")


BROKEN: list[tuple[str, Any]] = [
    ("no zip", b"PK\x03\x04 nothing"),
    ("empty", {}),
    ("no bundle.json", {"forms/note.json": NOTE}),
    ("a file is missing", {"bundle.json": bundle()}),
    ("not JSON", {"bundle.json": bundle(), "forms/note.json": b"{"}),
    ("NUL", {"bundle.json": bundle(), "forms/note.json": b'{"kind": "\\u0000"}'}),
    ("deep", {"bundle.json": bundle(), "forms/note.json": b"[" * 100_000 + b"]" * 100_000}),
    ("up and out", {**GOOD, "../evil.json": {}}),
    ("absolute", {**GOOD, "/etc/evil.json": {}}),
    ("another drive", {**GOOD, "c:\\evil.json": {}}),
    ("a program", {**GOOD, "evil.py": b"print(1)"}),
    ("listed outside", {"bundle.json": bundle(install=["../x.json"])}),
    ("another format", {"bundle.json": bundle(version=99), "forms/note.json": NOTE}),
    ("unknown key", {"bundle.json": bundle(run="rm"), "forms/note.json": NOTE}),
    ("no such kind", {"bundle.json": bundle(), "forms/note.json": {**NOTE, "kind": "virus"}}),
    ("a list", {"bundle.json": bundle(), "forms/note.json": [1]}),
    ("an invalid form", {"bundle.json": bundle(), "forms/note.json": {**NOTE, "fields": 1}}),
]


@pytest.mark.parametrize("content", [c for _, c in BROKEN], ids=[name for name, _ in BROKEN])
def test_a_broken_bundle_is_refused_and_leaves_nothing(admin: Door, content: Any) -> None:
    sent = zipped(content) if isinstance(content, dict) else io.BytesIO(content)
    sent.name = "bundle.zip"
    roles = admin.ask("GET", "/roles")
    status, refusal = admin.upload("/templates/import", sent)
    assert 400 <= status < 500, refusal
    assert refusal["code"]
    assert refusal["message"]
    assert admin.ask("GET", "/apps/notes")[0] == 404
    assert admin.ask("GET", "/roles") == roles


def test_a_bomb_is_not_unpacked(admin: Door) -> None:
    bomb = {"bundle.json": bundle(), "forms/note.json": b" " * 50_000_000}
    assert admin.upload("/templates/import", zipped(bomb))[0] == 413
    many = {f"forms/n{n}.json": b"{}" for n in range(2_001)}
    assert admin.upload("/templates/import", zipped({**GOOD, **many}))[0] == 413


def test_a_good_bundle_becomes_an_app(admin: Door) -> None:
    assert admin.upload("/templates/import", zipped(GOOD)) == (201, {"app": "notes", "job": None})
    assert [d["key"] for d in admin.ask("GET", "/apps/notes/documents")[1]["items"]] == ["note"]
    assert "writer" in {role["key"] for role in admin.ask("GET", "/roles")[1]["items"]}


def test_an_upload_under_an_idempotency_key_happens_once(admin: Door) -> None:
    first = admin.upload("/apps/shop/files", _text("a.txt"), Idempotency_Key="k1")
    again = admin.upload("/apps/shop/files", _text("a.txt"), Idempotency_Key="k1")
    assert first[0] == 201
    assert again == first
    assert admin.upload("/apps/shop/files", _text("b.txt"), Idempotency_Key="k2")[1] != first[1]


def _text(name: str) -> io.BytesIO:
    file = io.BytesIO(b"some words")
    file.name = name
    return file


def test_an_app_that_is_not_for_one_is_like_none(company: Company, admin: Door) -> None:
    admin.ask("POST", "/apps", {"key": "secret", "title": {"en": "Secret"}})
    guest = Door(company.guest)
    for method, path, body in [
        ("GET", "/apps/{}", None),
        ("PATCH", "/apps/{}", {"icon": "x"}),
        ("DELETE", "/apps/{}", None),
        ("GET", "/apps/{}/grants", None),
        ("GET", "/apps/{}/documents", None),
        ("GET", "/apps/{}/documents/form/x/draft", None),
        ("GET", "/apps/{}/documents/form/x/grants", None),
        ("POST", "/apps/{}/documents/form/x/validate", {}),
        ("GET", "/apps/{}/export", None),
        ("GET", "/apps/{}/forms/x", None),
        ("GET", "/apps/{}/forms/x/explain", None),
        ("GET", "/apps/{}/automations/x/runs", None),
        ("GET", "/apps/{}/ledgers/x", None),
        ("POST", "/apps/{}/ledgers/x/rebuild", None),
    ]:
        asked = [guest.ask(method, path.format(app), body) for app in ("secret", "nope")]
        assert asked[0] == asked[1], path
        assert asked[0][0] == 404, path
    assert guest.upload("/apps/secret/files", _text("a.txt"))[0] == 404
