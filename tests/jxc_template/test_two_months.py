"""The 进销存 template on all the real engines: its demo company plays its two months."""

from __future__ import annotations

from collections import Counter

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.conditions import Condition
from huiliu.ledgers import api as ledgers
from huiliu.permissions.api import reach
from templates_library.api import get_template
from templates_library.models import SampleRecord
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_the_demo_company_plays_its_two_months(demo: Demo) -> None:
    template = get_template("jxc")
    wanted = Counter(
        one.get("form", file.get("form"))
        for path in (*template.bundle.install, *template.bundle.data)
        if path.startswith("data/") and path != "data/org.json"
        for file in [template.read(path)]
        for one in file["records"]
    )
    assert {form: _count(demo, form) for form in wanted} == wanted
    assert SampleRecord.objects.count() == wanted.total()
    assert ledgers.check_all(demo.app.workspace_id) == 0
    assert _seen(demo, "sales") >= {("form", "sales_delivery"), ("form", "product")}
    assert ("form", "supplier") not in _seen(demo, "sales")


def _count(demo: Demo, form: str) -> int:
    access = system_access(demo.actor("admin"), form)
    return len(ports.records().find(demo.app, form, Condition(), access=access, limit=1000))


def _seen(demo: Demo, login: str) -> frozenset[tuple[str, str]]:
    return reach(demo.actor(login), demo.app)
