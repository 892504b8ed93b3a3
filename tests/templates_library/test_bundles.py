"""Bundles as files: their format, where they are found, and an app turned into one."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from huiliu.core.actor import Actor
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import NotFound
from huiliu.core.reading import schema_text
from huiliu.design.grants import DesignersOnly
from huiliu.org import api as org
from templates_library.api import BundleDocument, export, get_template, install, templates
from templates_library.bundle import SCHEMA
from tests.templates_library.conftest import TEMPLATES

BUNDLE = json.loads((TEMPLATES / "shop" / "bundle.json").read_text(encoding="utf-8"))
SAVED = Path(__file__).parent / "saved"


def test_the_committed_schema_is_that_of_the_code() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(BundleDocument)


@pytest.mark.parametrize("path", sorted(SAVED.glob("*.json")), ids=lambda path: path.stem)
def test_every_past_format_can_be_read(path: Path) -> None:
    assert BundleDocument.parse(json.loads(path.read_text(encoding="utf-8"))).id == "shop"


@pytest.mark.parametrize(
    "bad",
    [
        {"install": ["../secret.json"]},
        {"install": ["/etc/passwd"]},
        {"install": ["forms/a.py"]},
        {"data": ["data/..json"]},
        {"surprise": 1},
        {"version": 2},
        {"navigation": [{"group": {"en": "x"}, "items": [{"form": "a", "page": "b"}]}]},
    ],
)
def test_a_malformed_bundle_is_refused(bad: dict[str, Any]) -> None:
    with pytest.raises(InvalidDocument):
        BundleDocument.parse({**BUNDLE, **bad})


def test_ours_and_the_companys_own_are_found() -> None:
    assert {"jxc", "shop"} <= {template.key for template in templates()}
    assert get_template("jxc").bundle.title["zh-CN"] == "进销存"
    with pytest.raises(NotFound):
        get_template("gone")


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.key)
def test_every_file_that_a_bundle_names_is_there(template: Any) -> None:
    for path in (*template.bundle.install, *template.bundle.data):
        assert isinstance(template.read(path), dict | list)


@pytest.mark.django_db
def test_an_app_is_exported_as_the_bundle_it_came_from(admin: Actor) -> None:
    app = install("shop", actor=admin)
    archive = zipfile.ZipFile(io.BytesIO(export(admin, app)))
    bundle = BundleDocument.parse(json.loads(archive.read("bundle.json")))
    names = archive.namelist()
    assert names == ["bundle.json", *bundle.install]
    assert names.index("forms/product.json") < names.index("forms/receipt.json")
    assert [role.id for role in bundle.roles] == ["admin", "keeper"]
    assert bundle.navigation == get_template("shop").bundle.navigation
    for path in bundle.install:
        assert json.loads(archive.read(path)) == get_template("shop").read(path)


@pytest.mark.django_db
def test_only_designers_export(admin: Actor) -> None:
    app = install("shop", actor=admin)
    other = org.members.add(admin, "buyer", org.MemberChange("李强"))
    with pytest.raises(DesignersOnly):
        export(org.actor_of(other.pk), app)
