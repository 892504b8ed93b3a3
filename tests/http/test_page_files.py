"""What the page of an address tells the browser to fetch ahead: its files and first reads."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.contrib.sessions.models import Session
from django.test import Client

from tests.http.conftest import Browser

pytestmark = pytest.mark.django_db

PAGES = [
    {"path": "", "page": "shell/Home", "reads": ["/apps"]},
    {"path": "apps/:app/forms/new", "page": "shell/Other"},
    {
        "path": "apps/:app/forms/:form",
        "page": "runtime/List",
        "with": ["runtime/Table"],
        "reads": ["/apps/:app/forms/:form"],
    },
    {"path": "apps/:app/design/:kind/:key", "page": "shell/Design", "with": ["designer/:kind"]},
]
MANIFEST = {
    "index.html": {"file": "assets/index-1.js", "imports": ["_shared.js"]},
    "_shared.js": {"file": "assets/shared-1.js", "css": ["assets/shared-1.css"]},
    "_grid.js": {"file": "assets/grid-1.js", "css": ["assets/grid-1.css"]},
    "src/shell/Home.tsx": {"file": "assets/Home-1.js", "imports": ["_shared.js"]},
    "src/shell/Design.tsx": {"file": "assets/Design-1.js"},
    "src/runtime/List.tsx": {"file": "assets/List-1.js", "imports": ["_shared.js"]},
    "src/runtime/Table.tsx": {"file": "assets/Table-1.js", "imports": ["_grid.js", "index.html"]},
    "src/designer/form.tsx": {"file": "assets/form-1.js", "imports": ["_grid.js"]},
}


@pytest.fixture
def built(tmp_path: Path, settings: LazySettings) -> Path:
    (tmp_path / "index.html").write_text("<head><title>汇流</title></head>")
    (tmp_path / "manifest.json").write_text(json.dumps(MANIFEST))
    (tmp_path / "pages.json").write_text(json.dumps(PAGES))
    settings.WEB_DIR = tmp_path
    return tmp_path


def told(path: str, client: Client | None = None) -> list[str]:
    answer = (client or Client()).get(path)
    assert answer.status_code == 200
    return re.findall(r'href="([^"]+)"', answer.content.decode())


@pytest.mark.usefixtures("built")
def test_an_address_names_the_files_of_its_page_and_not_those_of_every_page() -> None:
    assert told("/apps/jxc/forms/order") == [
        "/static/app/assets/List-1.js",
        "/static/app/assets/Table-1.js",
        "/static/app/assets/grid-1.css",
        "/static/app/assets/grid-1.js",
    ]


@pytest.mark.usefixtures("built")
def test_a_designer_comes_with_its_page() -> None:
    design, grid = "/static/app/assets/Design-1.js", "/static/app/assets/grid-1"
    assert told("/apps/jxc/design/form/order") == [
        design, "/static/app/assets/form-1.js", f"{grid}.css", f"{grid}.js",
    ]  # fmt: skip
    assert told("/apps/jxc/design/unheard/order") == [design]


@pytest.mark.usefixtures("built")
def test_the_first_page_of_an_address_is_meant() -> None:
    assert told("/apps/jxc/forms/new") == []


@pytest.mark.usefixtures("built")
def test_reads_are_told_to_who_is_signed_in(as_buyer: Browser) -> None:
    assert told("/", as_buyer.client) == [
        "/api/v1/me", "/api/v1/apps", "/static/app/assets/Home-1.js",
    ]  # fmt: skip
    assert told("/") == ["/static/app/assets/Home-1.js"]


@pytest.mark.usefixtures("built")
def test_a_session_that_ended_gets_no_reads(as_buyer: Browser) -> None:
    """A refusal fetched ahead would be handed to who signs in on the same page."""
    Session.objects.all().delete()
    assert told("/", as_buyer.client) == ["/static/app/assets/Home-1.js"]


@pytest.mark.usefixtures("built")
def test_an_address_stays_an_address(as_buyer: Browser) -> None:
    hostile = "/apps/a%22%3E%3Cscript%3E/forms/..%3Fx=1&y"
    assert told(hostile, as_buyer.client)[:2] == [
        "/api/v1/me", "/api/v1/apps/a%22%3E%3Cscript%3E/forms/..%3Fx%3D1%26y",
    ]  # fmt: skip


@pytest.mark.usefixtures("built")
def test_an_unknown_address_gets_the_page_alone(as_buyer: Browser) -> None:
    assert told("/no/such/page", as_buyer.client) == []


def test_a_new_build_is_read(built: Path) -> None:
    told("/")
    manifest = MANIFEST | {"src/shell/Home.tsx": {"file": "assets/Home-2.js"}}
    (built / "manifest.json").write_text(json.dumps(manifest))
    (built / "index.html").write_text("<head></head>")
    os.utime(built / "index.html", (1, 1))
    assert told("/") == ["/static/app/assets/Home-2.js"]


def test_a_build_without_a_table_of_pages_is_served_as_it_is(built: Path) -> None:
    (built / "pages.json").unlink()
    os.utime(built / "index.html", (2, 2))
    assert told("/apps/jxc/forms/order") == []
