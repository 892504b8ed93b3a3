"""The rows of a subform as words for a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from form_engine.catalog import get_plan
from form_engine.queries.reach import narrowed
from form_engine.queries.wire import texts
from form_engine.titles import titles_for
from form_engine.wording import shown
from huiliu.core.access import Access
from huiliu.core.records import Record


def row_texts(
    record: Record, sub: str, paths: Sequence[str], *, access: Access, language: str
) -> list[Mapping[str, str]]:
    """Path → words, one mapping for each row of ``sub`` in its order; without ``sub`` one for the
    record. A path that is hidden on this record is absent."""
    if not sub:
        return [texts(record, paths, access=access, language=language)]
    plan = get_plan(record.app, record.form)
    here = narrowed(record.app, plan, record.id, access)
    seen = [path for path in paths if path in plan.fields and here.may_see(path)]
    titles = titles_for(record.app, plan, [record.values], wanted=here.may_see)
    return [
        {
            path: shown(plan, path, row.get(path.removeprefix(f"{sub}.")), titles, language)
            for path in seen
        }
        for row in record.values.get(sub) or ()
    ]
