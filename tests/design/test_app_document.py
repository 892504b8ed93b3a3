"""The app under design: its document is adopted from its row, and publishing writes the row."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from huiliu.core.actor import Actor, AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import NotFound
from huiliu.core.reading import schema_text
from huiliu.design import api as design
from huiliu.design.app_document import SCHEMA, AppDocument
from tests.design.conftest import FakePublisher, again

pytestmark = pytest.mark.django_db
ITEM = {"kind": "form", "key": "product"}


@pytest.fixture
def app(admin: Actor, publisher: FakePublisher, monkeypatch: pytest.MonkeyPatch) -> AppRef:
    publishers = {"form": publisher, "app": design.app_publisher}
    monkeypatch.setattr("huiliu.design.publishers._publishers", publishers)
    navigation = [{"group": {"zh-CN": "基础"}, "items": [ITEM]}]
    return design.apps.create(admin, "shop", {"zh-CN": "门店"}, icon="app", navigation=navigation)


def document(**more: Any) -> dict[str, Any]:
    return {
        "kind": "app", "version": 1, "id": "app", "title": {"zh-CN": "门店"}, "icon": "app",
        "groups": [
            {"id": "g1", "title": {"zh-CN": "基础"}, "items": [{"id": "form_product", **ITEM}]}
        ],
        **more,
    }  # fmt: skip


def publish(by: Actor, app: AppRef, content: Mapping[str, Any]) -> int:
    before = design.drafts.read(by, app, "app", "app")
    draft = design.drafts.save(by, app, "app", "app", content, before.rev)
    return design.publish(by, again(app), "app", "app", rev=draft.rev).n


def test_its_document_is_what_the_app_was_made_of(admin: Actor, app: AppRef) -> None:
    draft = design.drafts.read(admin, app, "app", "app")
    assert (draft.content, draft.rev, draft.published) == (document(), 0, 1)
    assert [one.n for one in design.versions(admin, app, "app", "app")] == [1]


def test_publishing_changes_the_app_and_rolling_back_restores_it(admin: Actor, app: AppRef) -> None:
    items = [{"id": "form_product", **ITEM, "title": {"zh-CN": "货品"}, "hidden": True}]
    groups = [{"id": "g1", "title": {"zh-CN": "货"}, "items": items}]
    workplaces = [{"id": "w1", "roles": ["buyer"], "opens": ITEM}]
    changed = document(icon="box", color="blue", groups=groups, workplaces=workplaces)
    assert publish(admin, app, changed) == 2
    row = design.apps.row_of(app)
    assert (row.icon, row.color) == ("box", "blue")
    assert row.navigation == [{"id": "g1", "group": {"zh-CN": "货"}, "items": items}]
    assert row.workplaces == [{"roles": ["buyer"], "opens": ITEM}]

    assert design.rollback(admin, again(app), "app", "app", 1).n == 3
    row = design.apps.row_of(app)
    assert (row.icon, row.color, row.workplaces) == ("app", "", [])
    assert row.navigation[0]["group"] == {"zh-CN": "基础"}


def test_a_change_beside_the_document_is_a_version_of_it(admin: Actor, app: AppRef) -> None:
    assert publish(admin, app, document(color="blue")) == 2
    design.apps.change(admin, again(app), icon="box")
    draft = design.drafts.read(admin, again(app), "app", "app")
    assert draft.content == document(color="blue", icon="box")
    assert [one.n for one in design.versions(admin, again(app), "app", "app")] == [3, 2, 1]


def test_nothing_stands_twice(admin: Actor, app: AppRef) -> None:
    twice = [{"id": "a", **ITEM}, {"id": "a", **ITEM}]
    bad = document(groups=[{"id": "g1", "title": {"zh-CN": "货"}, "items": twice}])
    with pytest.raises(InvalidDocument) as refused:
        publish(admin, app, bad)
    told = [(problem.path, problem.code) for problem in refused.value.problems]
    assert told == [("groups.0.items.1", "twice"), ("groups", "id_twice")]
    assert len(design.versions(admin, again(app), "app", "app")) == 1
    assert design.apps.row_of(app).navigation == [{"group": {"zh-CN": "基础"}, "items": [ITEM]}]


def test_there_is_one_document_of_an_app(admin: Actor, app: AppRef) -> None:
    with pytest.raises(NotFound):
        design.drafts.read(admin, app, "app", "other")
    content = {**document(), "id": "other"}
    draft = design.drafts.save(admin, app, "app", "other", content, 0)
    with pytest.raises(InvalidDocument):
        design.publish(admin, app, "app", "other", rev=draft.rev)


@pytest.mark.embedded_only
def test_the_committed_schema_is_that_of_the_model() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == schema_text(AppDocument)
