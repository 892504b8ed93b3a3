"""How a record is called, and the words that find it. Pure, but for the titles handed in."""

from __future__ import annotations

from typing import Any

from form_engine.field_type import Titles, type_of
from form_engine.grams import normal
from form_engine.plan import Plan
from form_engine.records.naming import Wording
from huiliu.core.records import Values

LANGUAGE = "zh-CN"
_LONGEST_TITLE = 200


def title_path(plan: Plan) -> str | None:
    """The field that names a record: the one chosen, else the first number or text."""
    document = plan.document
    if document.title_field is not None:
        return document.title_field
    fields = sorted(document.fields, key=lambda config: config.type != "serial")
    return next((config.id for config in fields if type_of(config).searchable), None)


def worded_paths(plan: Plan) -> tuple[str, ...]:
    path = title_path(plan)
    return tuple(dict.fromkeys([*([path] if path else []), *plan.document.search]))


def wording_of(plan: Plan, values: Values, titles: Titles) -> Wording:
    path = title_path(plan)
    title = " ".join(_words(plan, values, path, titles)) if path else ""
    found = [word for one in plan.document.search for word in _words(plan, values, one, titles)]
    return Wording(title[:_LONGEST_TITLE], normal(" ".join(found)))


def shown(plan: Plan, path: str, value: Any, titles: Titles, language: str = LANGUAGE) -> str:
    if value is None:
        return ""
    config = plan.document.by_path[path]
    return type_of(config).show(value, config, language, titles)


def _words(plan: Plan, values: Values, path: str, titles: Titles) -> list[str]:
    sub, _, column = path.rpartition(".")
    found = [row.get(column) for row in values.get(sub) or ()] if sub else [values.get(path)]
    return [shown(plan, path, value, titles) for value in found if value is not None]
