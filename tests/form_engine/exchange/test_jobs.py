"""Imports and exports as jobs: one that was killed goes on, a file has its owner."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from form_engine.api import start_export, start_import, store_file
from form_engine.exchange import appending, jobs
from form_engine.models import ImportRun
from huiliu.core import ports
from huiliu.core.ports import PublishedDocument
from tests.form_engine.conftest import Company
from tests.support.sheets import orders, sold, workbook

pytestmark = pytest.mark.django_db


def test_a_killed_import_goes_on_where_it_was(
    shop: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "CHUNK", 2)
    access = shop.system("order")
    path = workbook(tmp_path, ["单号"], *[[f"A{n}"] for n in range(5)])
    with path.open("rb") as content:
        file = store_file(shop.app, access.actor, "orders.xlsx", content)
    job = Job()
    with ports.bound(documents=Documents(shop)):
        start_import(shop.app, "order", file, access=access)
        payload = shop.jobs.queued[-1][1]
        with pytest.raises(KeyboardInterrupt):
            jobs.do_import(payload, Job(dies_at=1))
        assert ImportRun.objects.get(job_id=job.id).done == 2
        result = jobs.do_import(payload, job)
    assert result == {"created": 5, "failed": 0, "errors": []}
    assert [values["no"] for values in orders(shop)] == ["A0", "A1", "A2", "A3", "A4"]


@dataclass
class Job:
    id: int = 77
    workspace_id: int = 1
    member_id: int | None = 1
    attempt: int = 1
    dies_at: int | None = None
    told: list[int] = field(default_factory=list)

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        self.told.append(done)
        if len(self.told) == self.dies_at:
            raise KeyboardInterrupt


@dataclass
class Documents:
    shop: Company

    def app_by_id(self, app_id: int) -> Any:
        return self.shop.app

    def find(self, app: Any, kind: str, key: str) -> PublishedDocument:
        return PublishedDocument(kind, key, 1, {"title": {"zh-CN": "订单"}})


def test_an_export_job_leaves_a_file_of_its_owner(shop: Company) -> None:
    sold(shop)
    with ports.bound(documents=Documents(shop)):
        asked = {"fields": ["no"], "sort": [{"field": "no"}]}
        start_export(shop.app, "order", asked, access=shop.system("order"))
        result = jobs.do_export(shop.jobs.queued[-1][1], Job())
    assert (result["records"], result["file"]["name"]) == (2, "订单.xlsx")
