"""Uploads: kept once, named safely, typed by their bytes, private to who may see them."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest

from form_engine import files
from form_engine.api import get_file, path_of, records, store_file
from form_engine.file_types import sniff
from form_engine.models import FileUse, StoredFile
from huiliu.core import ports
from huiliu.core.actor import AppRef, Cause
from huiliu.core.errors import NotFound, TooLarge, ValidationFailed
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(64))


class _Documents:
    def __init__(self, company: Company) -> None:
        self._company = company

    def app_by_id(self, app_id: int) -> AppRef:
        assert app_id == self._company.app.id
        return self._company.app

    def published(self, app: AppRef, kind: str) -> list[Any]:
        return []


@pytest.fixture
def papers(company: Company) -> Any:
    company.publish(
        "paper",
        [{"id": "name", "type": "text"}, {"id": "scan", "type": "attachment"}],
        title_field="name",
    )
    with ports.bound(documents=_Documents(company)):
        yield company


def _upload(
    company: Company, member: int = 1, name: str = "a.png", data: bytes = PNG
) -> StoredFile:
    return store_file(company.app, company.actor(member), name, BytesIO(data))


def test_equal_bytes_are_kept_once(papers: Company) -> None:
    first, second = _upload(papers), _upload(papers, name="b.png")
    assert first.uid != second.uid
    assert path_of(first) == path_of(second)
    assert path_of(first).read_bytes() == PNG


def test_a_file_is_what_its_bytes_say(papers: Company) -> None:
    assert _upload(papers, name="x.pdf").type == "image/png"
    assert sniff(b"<html><script>") == "text/plain"
    assert sniff(b"\x00\x01\x02") == "application/octet-stream"
    assert sniff("汇流".encode()[:5]) == "text/plain"


def test_a_name_is_no_path(papers: Company) -> None:
    assert _upload(papers, name="../../etc/pass\nwd").name == "passwd"
    assert _upload(papers, name="C:\\tmp\\图.png").name == "图.png"
    assert _upload(papers, name="").name == "file"


def test_too_much_is_refused_and_leaves_nothing(
    papers: Company, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 10)
    with pytest.raises(TooLarge):
        _upload(papers)
    assert StoredFile.objects.count() == 0
    assert [
        p for p in path_of(StoredFile(sha256="ab" * 32)).parents[2].rglob("*") if p.is_file()
    ] == []


def test_only_ones_own_upload_can_be_attached(papers: Company) -> None:
    theirs = _upload(papers, member=2)
    access = papers.grant("paper")
    with pytest.raises(ValidationFailed) as refused:
        papers.create("paper", {"scan": [theirs.uid]}, access=access)
    assert list(refused.value.fields) == ["scan"]
    mine = _upload(papers, member=3)
    made = papers.create("paper", {"scan": [mine.uid]}, access=access)
    assert made.values["scan"] == [
        {"id": mine.uid, "name": "a.png", "size": len(PNG), "type": "image/png"}
    ]


def test_who_sees_the_field_may_open_the_file(papers: Company) -> None:
    file = _upload(papers)
    paper = papers.create("paper", {"name": "A", "scan": [file.uid]})
    reader = papers.actor(3)
    papers.permissions.given[("paper", 3)] = None
    with pytest.raises(NotFound):
        get_file(reader, file.uid)
    papers.grant("paper", fields={"scan": "hidden"})
    with pytest.raises(NotFound):
        get_file(reader, file.uid)
    papers.grant("paper", rows={"cond": [{"field": "name", "op": "eq", "value": "A"}]})
    assert get_file(reader, file.uid).pk == file.pk
    papers.change(paper, {"scan": []})
    assert FileUse.objects.count() == 0
    with pytest.raises(NotFound):
        get_file(reader, file.uid)


def test_a_file_stays_where_it_was_when_another_is_added(papers: Company) -> None:
    access = papers.grant("paper")
    first = _upload(papers, member=3)
    paper = papers.create("paper", {"name": "A", "scan": [first.uid]}, access=access)
    second = _upload(papers, member=3, name="b.png")
    changed = records.change(
        papers.app,
        "paper",
        paper.id,
        {"scan": [first.uid, second.uid]},
        access=access,
        cause=Cause(),
    )
    assert [one["id"] for one in changed.values["scan"]] == [first.uid, second.uid]
    assert FileUse.objects.count() == 2
