"""What the keys of groups are called: titles of records, names of people, words of options."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.forms import FieldShape
from huiliu.core.text import choose
from huiliu.reports.document import Column
from huiliu.reports.plan import source_path

if TYPE_CHECKING:
    from huiliu.reports.running import Line, Ran

Names = Mapping[str, Mapping[Any, str]]
"""Column → value → words, of the columns whose values are not words themselves."""


def key_names(ran: Ran, columns: Sequence[Column], lines: Sequence[Line], language: str) -> Names:
    found: dict[str, Mapping[Any, str]] = {}
    for one in columns:
        if one.key is not None:
            values = {line.cells[one.id] for line in lines if line.cells.get(one.id) is not None}
            names = _names(ran, one, values, language)
            if names is not None:
                found[one.id] = names
    return found


def _names(ran: Ran, column: Column, values: set[Any], language: str) -> Mapping[Any, str] | None:
    app, field = ran.plan.app, ran.plan.fields[column.id]
    match field.type:
        case "reference":
            titles = ports.records().titles(app, field.form, sorted(values))
            return {id_: title for id_, (_, title) in titles.items()}
        case "member":
            return ports.org().names(sorted(values))
        case "department":
            return ports.org().department_names(sorted(values))
        case "choice":
            return _options(app, ran, column, field, language)
        case _:
            return None


def _options(
    app: AppRef, ran: Ran, column: Column, field: FieldShape, language: str
) -> Mapping[Any, str]:
    """Of the form where the path ends."""
    path = source_path(column, ran.plan.document) or ""
    form, rest = ran.plan.form.key, path
    while True:
        found = ports.documents().find(app, "form", form)
        fields: Any = found.content["fields"] if found else ()
        config, rest = _config(fields, rest)
        if config is None or not rest:
            options = config.get("options", ()) if config else ()
            return {one["id"]: choose(one["label"], language) for one in options}
        form = str(config.get("form", ""))


def _config(fields: Sequence[Mapping[str, Any]], path: str) -> tuple[Mapping[str, Any] | None, str]:
    head, _, rest = path.partition(".")
    found = next((one for one in fields if one["id"] == head), None)
    if found is not None and found["type"] == "subform" and rest:
        return _config(found["fields"], rest)
    return found, rest
