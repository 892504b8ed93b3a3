"""A few words of each of many records, for lists that show records of any form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form_engine.catalog import get_plan
from form_engine.plan import Plan
from form_engine.queries.reading import find
from form_engine.queries.wire import own_text
from form_engine.titles import titles_for
from form_engine.wording import title_path
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.text import Words

Summary = Sequence[tuple[Mapping[str, str], str]]
"""Label and value of each field, in the order of the form's list."""


def summaries(
    app: AppRef,
    form: str,
    uids: Sequence[str],
    *,
    access: Access,
    language: str,
    most: int = 3,
    first: Mapping[str, Words] | None = None,
) -> dict[str, Summary]:
    """The first fields of the form's list that are not empty, without its title. One question for
    the records and one for each form they point at, however many there are. ``first``: paths that
    come before those, with labels (empty: their own)."""
    plan = get_plan(app, form)
    given = {p: label for p, label in (first or {}).items() if _is_said(plan, p, access)}
    paths = list(dict.fromkeys([*given, *_paths(plan, access)]))
    if not paths:
        return {}
    wanted = Condition(cond=(Term(field="$id", op="in", value=list(uids)),))
    records = find(app, form, wanted, access=access, limit=len(uids))
    titles = titles_for(app, plan, [r.values for r in records], wanted=set(paths).__contains__)
    found: dict[str, Summary] = {}
    for record in records:
        words = {path: own_text(plan, record, path, titles, language) for path in paths}
        said = [
            (given.get(path) or plan.fields[path].label, words[path])
            for path in paths
            if words[path]
        ]
        found[record.uid] = [*said[:most]]
    return found


def shows_title(app: AppRef, form: str, access: Access) -> bool:
    """Whether the field that names a record may be seen."""
    path = title_path(get_plan(app, form))
    return path is None or access.may_see(path)


def _paths(plan: Plan, access: Access) -> list[str]:
    """Columns of the list that the reader sees; subforms and system fields say too little here."""
    title = title_path(plan)
    columns = plan.document.list.columns
    return [path for path in columns if path != title and _is_said(plan, path, access)]


def _is_said(plan: Plan, path: str, access: Access) -> bool:
    is_short = path in plan.fields and path not in plan.storage.subforms and "." not in path
    return is_short and access.may_see(path)
