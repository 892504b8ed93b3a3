"""The difference of two versions, as a designer would say it."""

from __future__ import annotations

from typing import Any

from huiliu.design.difference import Change, difference


def form(*fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "kind": "form",
        "id": "product",
        "title": {"zh-CN": "商品"},
        "fields": list(fields),
        **more,
    }


def field(id: str, **more: Any) -> dict[str, Any]:
    return {"id": id, "type": "text", "label": {"zh-CN": id}, **more}


def test_equal_documents_do_not_differ() -> None:
    assert difference(form(field("a")), form(field("a"))) == []


def test_a_new_field_and_a_removed_one() -> None:
    assert difference(form(field("a")), form(field("b"))) == [
        Change("removed", "a", {"zh-CN": "a"}, "field", field("a"), None),
        Change("added", "b", {"zh-CN": "b"}, "field", None, field("b")),
    ]


def test_a_changed_field_shows_only_what_differs() -> None:
    assert difference(form(field("a")), form(field("a", required=True))) == [
        Change("changed", "a", {"zh-CN": "a"}, "field", {"required": None}, {"required": True})
    ]


def test_a_column_of_a_subform_is_named_by_its_path() -> None:
    before = form(field("lines", fields=[field("qty")]))
    after = form(field("lines", fields=[field("qty", width=3)]))
    assert difference(before, after) == [
        Change("changed", "lines.qty", {"zh-CN": "qty"}, "field", {"width": None}, {"width": 3})
    ]


def test_moving_fields_is_one_change() -> None:
    before, after = form(field("a"), field("b")), form(field("b"), field("a"))
    assert difference(before, after) == [
        Change("changed", "", {}, "field_order", ["a", "b"], ["b", "a"])
    ]


def test_settings_of_the_document_are_one_change() -> None:
    assert difference(form(icon="box"), form(icon="truck", search=["a"])) == [
        Change(
            "changed", "", {"zh-CN": "商品"}, "document",
            {"icon": "box", "search": None}, {"icon": "truck", "search": ["a"]},
        )
    ]  # fmt: skip


def test_the_first_version_adds_everything() -> None:
    assert [(c.kind, c.path) for c in difference({}, form(field("a")))] == [
        ("changed", ""),
        ("added", "a"),
    ]
