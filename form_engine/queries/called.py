"""What a text names: records by their title, or by a field that no two records share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from form_engine.catalog import get_plan
from form_engine.field_type import type_of
from form_engine.queries.reading import find
from form_engine.titles import titles_of
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term

_BATCH = 200

Called = Mapping[str, Sequence[str]]
"""Name → the public ids of everything called so."""


def called(app: AppRef, form: str, texts: Sequence[str], *, access: Access) -> Called:
    """Only what the reader may see. A name nobody has is not in the answer."""
    known: dict[str, set[str]] = defaultdict(set)
    for path in _naming_paths(app, form, access):
        for start in range(0, len(texts), _BATCH):
            part = texts[start : start + _BATCH]
            term = Term(field=path, op="in", value=list(part))
            records = find(app, form, Condition(cond=(term,)), access=access, limit=5 * _BATCH)
            titles = titles_of(app, form, [record.id for record in records])
            for record in records:
                name = titles[record.id][1] if path == "$title" else record.values[path]
                known[name].add(record.uid)
    return {name: sorted(uids) for name, uids in known.items()}


def _naming_paths(app: AppRef, form: str, access: Access) -> list[str]:
    plan = get_plan(app, form)
    title = plan.document.title_field
    paths = ["$title"] if title is not None and access.may_see(title) else []
    alone = {one.fields[0] for one in plan.document.unique if len(one.fields) == 1}
    for path, config in plan.fields.items():
        kind = type_of(config)
        distinct = config.unique or path in alone or (kind.computed and kind.can_be_unique)
        storage = kind.storage(config)
        if distinct and storage is not None and storage[0] == "text" and access.may_see(path):
            paths.append(path)
    return paths
