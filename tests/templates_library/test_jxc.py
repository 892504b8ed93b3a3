"""The 进销存 template on all the real engines: its demo company plays its two months."""

from __future__ import annotations

from collections import Counter

import pytest

from huiliu.core.actor import AppRef
from huiliu.ledgers import api as ledgers
from huiliu.org import api as org
from huiliu.permissions.api import reach
from templates_library.api import get_template, install
from templates_library.models import SampleRecord
from tests.templates_library.conftest import records


@pytest.mark.slow
@pytest.mark.django_db
def test_the_demo_company_plays_its_two_months(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUILIU_DEMO", "1")
    login, _ = org.make_first_administrator() or ("", "")
    admin = org.actor_of(org.Account.objects.get(login=login).pk)
    app = install("jxc", actor=admin, sample_data=True)
    template = get_template("jxc")
    wanted = Counter(
        one.get("form", file.get("form"))
        for path in (*template.bundle.install, *template.bundle.data)
        if path.startswith("data/") and path != "data/org.json"
        for file in [template.read(path)]
        for one in file["records"]
    )
    assert {form: len(records(app, form, admin, limit=1000)) for form in wanted} == wanted
    assert SampleRecord.objects.count() == wanted.total()
    assert ledgers.check_all(app.workspace_id) == 0
    assert _seen(app, "sales") >= {("form", "sales_delivery"), ("form", "product")}
    assert ("form", "supplier") not in _seen(app, "sales")


def _seen(app: AppRef, login: str) -> frozenset[tuple[str, str]]:
    return reach(org.actor_of(org.Account.objects.get(login=login).pk), app)
