"""New documents that are published together: all of them, or none."""

from __future__ import annotations

import pytest

from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import StaleRevision
from huiliu.design import api as design
from huiliu.design import publishers
from huiliu.design.grants import DesignersOnly
from huiliu.design.models import Document, DocumentVersion
from tests.design.conftest import FakeEvents, FakePublisher, again

pytestmark = pytest.mark.django_db


def new(key: str, **more: object) -> design.New:
    content = {"kind": "form", "version": 1, "id": key, "title": {"zh-CN": key}, **more}
    return design.New("form", key, content)


def test_they_arrive_together_at_one_revision_of_the_app(
    admin: Actor, app: AppRef, publisher: FakePublisher, told: FakeEvents
) -> None:
    design.publish_new(admin, app, [new("product"), new("unit")], comment="1.0")
    now = again(app)
    published = design.documents.published(now, "form")
    assert [(one.key, one.version) for one in published] == [("product", 1), ("unit", 1)]
    assert [rev["key"] for _, rev in told.told] == ["product", "unit"]
    assert publisher.calls == [
        ("prepare", "product", 1),
        ("prepare", "unit", 1),
        ("flip", "product", 1),
        ("flip", "unit", 1),
    ]
    version = design.versions(admin, now, "form", "unit")[0]
    assert (version.comment, version.published_by_id) == ("1.0", admin.member_id)
    assert design.drafts.read(admin, now, "form", "unit").rev == 1


def test_one_that_is_wrong_stops_all_and_is_named(
    admin: Actor, app: AppRef, publisher: FakePublisher
) -> None:
    with pytest.raises(InvalidDocument) as error:
        design.publish_new(admin, app, [new("product"), new("unit", bad=True)])
    assert [p.path for p in error.value.problems] == ["unit.bad"]
    assert publisher.calls == []
    assert not Document.objects.exists()


def test_a_flip_that_breaks_publishes_none(
    admin: Actor, app: AppRef, publisher: FakePublisher, told: FakeEvents
) -> None:
    publisher.breaks = True
    with pytest.raises(RuntimeError):
        design.publish_new(admin, app, [new("product"), new("unit")])
    assert not Document.objects.exists()
    assert again(app).rev == app.rev
    assert told.told == []


def test_a_draft_of_the_key_gives_way(admin: Actor, app: AppRef) -> None:
    design.drafts.save(admin, app, "form", "product", {**new("product").content, "x": 1}, 0)
    design.publish_new(admin, app, [new("product")])
    draft = design.drafts.read(admin, again(app), "form", "product")
    assert (draft.content, draft.rev, draft.published) == (new("product").content, 2, 1)


def test_what_is_published_already_is_not_overwritten(admin: Actor, app: AppRef) -> None:
    design.publish_new(admin, app, [new("product")])
    with pytest.raises(StaleRevision):
        design.publish_new(admin, again(app), [new("unit"), new("product")])
    assert DocumentVersion.objects.count() == 1


def test_only_designers_publish(app: AppRef, buyer: Actor) -> None:
    with pytest.raises(DesignersOnly):
        design.publish_new(buyer, app, [new("product")])
    assert not Document.objects.exists()


def test_another_kind_of_the_same_key_keeps_its_versions(
    admin: Actor, app: AppRef, publisher: FakePublisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(publishers._publishers, "flow", publisher)
    design.publish_new(admin, app, [new("product")])
    flow = {**new("product").content, "kind": "flow"}
    design.drafts.save(admin, again(app), "flow", "product", flow, 0)
    monkeypatch.setattr(publisher, "flip", lambda *given: None)
    design.publish_new(admin, again(app), [design.New("flow", "product", flow)])
    assert (
        design.drafts.read(admin, again(app), "form", "product").content == new("product").content
    )


def test_one_that_is_gone_begins_anew(admin: Actor, app: AppRef) -> None:
    design.publish_new(admin, app, [new("product")])
    sheet = design.Sheet(again(app), "form", "id", "product")
    rev = design.read_sheet(admin, sheet).rev
    rev = design.save_sheet(admin, sheet, [], rev).rev
    design.publish_sheet(admin, sheet, rev=rev)
    assert design.documents.find(again(app), "form", "product") is None
    design.publish_new(admin, again(app), [new("product")])
    found = design.documents.find(again(app), "form", "product")
    assert found is not None
    assert found.version == 1
