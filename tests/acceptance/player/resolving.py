"""Words of a story as values of a field: codes of masters as ids, titles of options as keys."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.designs import Missing
from tests.acceptance.player.people import HEAD_OFFICE
from tests.acceptance.player.stage import Stage

Field = dict[str, Any]


def spelled(stage: Stage, field: Field, value: Any) -> Any:
    match field["type"]:
        case "reference":
            if isinstance(value, list):
                return [reference(stage, field["form"], one) for one in value]
            return reference(stage, field["form"], value)
        case "choice":
            return option(field, value)
        case "member":
            people = value if isinstance(value, list) else [value]
            ids = [_member(stage, one) for one in people]
            return ids if field.get("multiple") else ids[0]
        case "department":
            return stage.staff.departments.get(value, stage.staff.departments[HEAD_OFFICE])
    return value


def option(field: Field, value: str) -> str:
    """The option of that key or title, or else the only one whose title is part of it, or of
    whose title it is the beginning."""
    titles = {one["id"]: [one["id"], *_titles(one["label"])] for one in field["options"]}
    exact = [id_ for id_, words in titles.items() if value in words]
    partly = [id_ for id_, words in titles.items() if any(word in value for word in words)]
    begun = [id_ for id_, words in titles.items() if any(w.startswith(value) for w in words)]
    for found in (exact, partly, begun):
        if len(found) == 1:
            return str(found[0])
    raise Missing(f"{field['id']} has no option {value}")


def _titles(label: Any) -> list[str]:
    return list(label.values()) if isinstance(label, dict) else [label]


def reference(stage: Stage, form: str, code: str) -> str:
    """The record that the story calls so: by label, or else by one of its texts."""
    known = stage.labels.master(form, code)
    if known is not None:
        return known
    fields = stage.designs.fields(form)
    title = stage.designs.form(form).get("title_field", "name")
    for name in dict.fromkeys([*(n for n in ("code", "name", "no") if n in fields), title]):
        condition = {"cond": [{"field": name, "op": "eq", "value": code}]}
        found = stage.observer.session.query(form, filter=condition)
        if len(found) == 1:
            stage.labels.add(form, code, found[0]["id"])
            return str(found[0]["id"])
    raise Missing(f"no record of {form} is called {code}")


def _member(stage: Stage, name: str) -> str:
    person = stage.staff.named(name)
    if person is None:
        raise Missing(f"nobody is called {name}")
    return person.id
