"""Every registered field type in a real form: filled in, read and listed, with its own samples."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from form_engine.field_type import FieldType, Sample, field_types
from tests.e2e.browser_api import BrowserApi

pytestmark = [pytest.mark.e2e, pytest.mark.embedded_only]
Open = Callable[..., Page]
LIST = "/apps/samples/forms/sample"
DOT = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f64540"
    "0000000049454e44ae426082"
)


def _samples() -> Iterator[tuple[str, FieldType[Any, Any], Sample]]:
    for kind in field_types:
        good = [one for one in kind.samples if one.refused is None]
        for number, sample in enumerate(good):
            yield f"{kind.name}_{number}", kind, sample


def _form() -> dict[str, Any]:
    fields = [
        {"id": name, "type": kind.name, "label": {"zh-CN": f"样例 {name}"}, **sample.config}
        for name, kind, sample in _samples()
    ]
    columns = [
        one["id"] for one, (_, kind, _) in zip(fields, _samples(), strict=True) if _listed(kind)
    ]
    return {
        "kind": "form", "version": 1, "id": "sample", "title": {"zh-CN": "样例"},
        "fields": fields, "list": {"columns": columns},
    }  # fmt: skip


def _listed(kind: FieldType[Any, Any]) -> bool:
    sample = next(one for one in kind.samples if one.refused is None)
    return kind.storage(kind.config.model_validate(_config(kind, sample))) is not None


def _config(kind: FieldType[Any, Any], sample: Sample) -> dict[str, Any]:
    return {"id": "x", "type": kind.name, "label": {"zh-CN": "X"}, **sample.config}


def _made(api: BrowserApi) -> str:
    """The app, its forms and one record with all samples; ids of real things for made-up ones."""
    api.post("/apps", {"key": "samples", "title": {"zh-CN": "样例应用"}})
    api.publish("samples", {
        "kind": "form", "version": 1, "id": "customer", "title": {"zh-CN": "客户"},
        "title_field": "name",
        "fields": [{"id": "name", "type": "text", "label": {"zh-CN": "名称"}}],
    })  # fmt: skip
    api.publish("samples", _form())
    customer = {"values": {"name": "华东商贸"}}
    me = api.get("/me")
    real: Mapping[str, Any] = {
        "record": api.post("/apps/samples/forms/customer/records", customer)["id"],
        "member": me["id"],
        "department": me["departments"][0]["id"],
        "file": [api.upload("/apps/samples/files", "照片.png", DOT)["id"]],
    }
    values = {
        name: real[kind.link] if kind.link and sample.given else sample.given
        for name, kind, sample in _samples()
        if not kind.computed
    }
    made = api.post("/apps/samples/forms/sample/records", {"values": values})
    return str(made["id"])


def test_every_type_is_filled_in_read_and_listed(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    record = _made(BrowserApi(page))
    page.goto(f"{LIST}/new")
    _drawn(page, "[data-field]")
    page.goto(f"{LIST}/records/{record}/edit")
    _drawn(page, "[data-field]")
    page.goto(f"{LIST}/records/{record}")
    _drawn(page, ".value")
    for name, kind, sample in _samples():
        if sample.given in (None, [], ""):
            continue
        value = page.get_by_role("group", name=f"样例 {name}", exact=True)
        if kind.columns(kind.config.model_validate(_config(kind, sample))):
            expect(page.get_by_role("table", name=f"样例 {name}")).to_be_visible()
            continue
        expect(value).not_to_have_text("—")
        shown = sample.shown.get("zh-CN") or sample.shown.get("en")
        if shown and kind.link is None and not kind.computed:
            for word in shown.split("、"):
                expect(value).to_contain_text(word)


def test_every_type_is_a_column_of_the_list(open_as: Open) -> None:
    page = open_as("管理员 王敏")
    page.goto(LIST)
    row = page.get_by_role("row").nth(1)
    expect(row).to_be_visible()
    heads = page.get_by_role("columnheader").all_inner_texts()
    expect(page.get_by_role("alert")).to_have_count(0)
    for name, kind, sample in _samples():
        if _listed(kind) and sample.given not in (None, [], ""):
            assert row.get_by_role("cell").nth(heads.index(f"样例 {name}")).inner_text() != ""


def _drawn(page: Page, box: str) -> None:
    """Each field has its place, and none was replaced by a complaint."""
    names = [name for name, _, _ in _samples()]
    expect(page.locator(box)).to_have_count(len(names))
    expect(page.get_by_role("alert")).to_have_count(0)
    assert "undefined" not in page.locator("main").inner_text(), json.dumps(names)
