"""From draft to published version, and back."""

from __future__ import annotations

import pytest

from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import NotFound, StaleRevision, ValidationFailed
from huiliu.design import api as design
from huiliu.design.models import Document, DocumentVersion
from tests.design.conftest import FakeEvents, FakePublisher, again, form

pytestmark = pytest.mark.django_db


def publish(admin: Actor, app: AppRef, title: str) -> int:
    draft = Document.objects.filter(app=app.id, key="product").first()
    rev = draft.draft_rev if draft else 0
    saved = design.drafts.save(admin, app, "form", "product", form(title), rev)
    return design.publish(admin, app, "form", "product", rev=saved.rev).n


def test_a_published_document_is_what_everybody_reads(
    admin: Actor, app: AppRef, publisher: FakePublisher, told: FakeEvents
) -> None:
    assert publish(admin, app, "商品") == 1
    found = design.documents.find(again(app), "form", "product")
    assert found is not None
    assert (found.version, found.content) == (1, form("商品"))
    assert publisher.calls == [("prepare", "product", 1), ("flip", "product", 1)]
    assert told.told == [
        ("design", {"app": "shop", "kind": "form", "key": "product", "version": 1})
    ]
    assert again(app).rev > app.rev


def test_a_draft_is_seen_by_designers_only(admin: Actor, app: AppRef) -> None:
    publish(admin, app, "商品")
    saved = design.drafts.save(admin, app, "form", "product", form("货品"), 2)
    assert saved.published == 1
    published = design.documents.find(again(app), "form", "product")
    assert published is not None
    assert published.content == form("商品")
    assert design.drafts.listed(again(app))[0].draft
    assert design.drafts.read(admin, app, "form", "product").content == form("货品")


def test_saving_what_is_published_leaves_no_draft(admin: Actor, app: AppRef) -> None:
    publish(admin, app, "商品")
    design.drafts.save(admin, app, "form", "product", form("商品"), 2)
    assert not design.drafts.listed(again(app))[0].draft


def test_two_designers_do_not_overwrite_each_other(admin: Actor, app: AppRef) -> None:
    design.drafts.save(admin, app, "form", "product", form("一"), 0)
    with pytest.raises(StaleRevision):
        design.drafts.save(admin, app, "form", "product", form("二"), 0)
    assert design.drafts.read(admin, app, "form", "product").content == form("一")
    with pytest.raises(StaleRevision):
        design.publish(admin, app, "form", "product", rev=0)
    assert not DocumentVersion.objects.exists()


def test_a_bad_design_is_refused_with_its_problems(
    admin: Actor, app: AppRef, publisher: FakePublisher
) -> None:
    saved = design.drafts.save(admin, app, "form", "product", form(bad=True), 0)
    with pytest.raises(InvalidDocument) as error:
        design.publish(admin, app, "form", "product", rev=saved.rev)
    assert [p.code for p in error.value.problems] == ["no_good"]
    assert publisher.calls == []
    assert again(app).rev == app.rev


def test_a_flip_that_breaks_changes_nothing(
    admin: Actor, app: AppRef, publisher: FakePublisher, told: FakeEvents
) -> None:
    publish(admin, app, "商品")
    before = again(app)
    publisher.breaks = True
    with pytest.raises(RuntimeError):
        publish(admin, app, "货品")
    assert again(app) == before
    assert len(told.told) == 1
    found = design.documents.find(again(app), "form", "product")
    assert found is not None
    assert found.content == form("商品")
    publisher.breaks = False
    assert publish(admin, app, "货品") == 2


def test_rollback_publishes_the_old_version_anew_and_keeps_the_draft(
    admin: Actor, app: AppRef
) -> None:
    publish(admin, app, "一")
    publish(admin, app, "二")
    rev = design.drafts.read(admin, app, "form", "product").rev
    design.drafts.save(admin, app, "form", "product", form("三"), rev)
    assert design.rollback(admin, app, "form", "product", 1).n == 3
    found = design.documents.find(again(app), "form", "product")
    assert found is not None
    assert found.content == form("一")
    assert design.drafts.read(admin, app, "form", "product").content == form("三")
    assert [v.n for v in design.versions(admin, app, "form", "product")] == [3, 2, 1]
    with pytest.raises(NotFound):
        design.rollback(admin, app, "form", "product", 9)


def test_discarding_a_draft_goes_back_to_what_is_published(admin: Actor, app: AppRef) -> None:
    publish(admin, app, "一")
    design.drafts.save(admin, app, "form", "product", form("二"), 2)
    design.drafts.discard(admin, app, "form", "product")
    assert design.drafts.read(admin, app, "form", "product").content == form("一")


@pytest.mark.parametrize("content", [{}, {**form(), "id": "other"}, {**form(), "kind": "flow"}])
def test_a_draft_says_which_document_it_is(
    admin: Actor, app: AppRef, content: dict[str, object]
) -> None:
    with pytest.raises(ValidationFailed):
        design.drafts.save(admin, app, "form", "product", content, 0)
    assert not Document.objects.exists()


def test_a_kind_that_nobody_publishes_does_not_exist(admin: Actor, app: AppRef) -> None:
    with pytest.raises(NotFound):
        design.drafts.save(admin, app, "rocket", "product", {**form(), "kind": "rocket"}, 0)


def test_reading_documents_costs_one_query_an_app_revision(
    admin: Actor, app: AppRef, django_assert_num_queries: object
) -> None:
    publish(admin, app, "一")
    now = design.apps.change(admin, app, icon="box")
    with django_assert_num_queries(1):  # type: ignore[operator]
        design.documents.find(now, "form", "product")
        design.documents.published(now, "form")
        design.documents.published(now, "flow")
