"""Search words in SQL. Every word must be found somewhere in the fields that may be searched.

PostgreSQL finds them by pairs of characters in an index and looks again; SQLite scans, which at its
sizes takes milliseconds. A reader who may not see every searched field searches those they may see.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from form_engine.grams import grams, normal
from form_engine.plan import Plan
from form_engine.queries.paths import Source
from huiliu.core import ddl
from huiliu.core.access import Access, Grant

Sql = tuple[str, list[Any]]
MOST_WORDS = 8


def words_of(text: str) -> list[str]:
    return normal(text).split()[:MOST_WORDS]


def matching(source: Source, text: str) -> Sql:
    """In the searched fields of a reader who sees them all."""
    words = words_of(text)
    if not words or not source.plan.document.search:
        return "1=0", []
    parts = [_word(source.alias, word) for word in words]
    return " AND ".join(sql for sql, _ in parts), [arg for _, args in parts for arg in args]


def matching_visible(source: Source, text: str, grant: Grant) -> Sql:
    """In the searched fields that this grant shows."""
    plan = source.plan
    if all(grant.may_see(path) for path in plan.document.search):
        return matching(source, text)
    columns = [source.operand(path) for path in _texts(plan, grant)]
    words = words_of(text)
    if not columns or not words:
        return "1=0", []
    texts, args = [], []
    for word in words:
        texts.append(
            "(" + " OR ".join(f"lower({c.sql}) LIKE %s ESCAPE '\\'" for c in columns) + ")"
        )
        args += [_pattern(word)] * len(columns)
    return " AND ".join(texts), args


def sees_all_searched(plan: Plan, access: Access) -> bool:
    return access.everything or all(
        grant.may_see(path) for grant in access.with_action("view") for path in plan.document.search
    )


def _texts(plan: Plan, grant: Grant) -> Sequence[str]:
    kept = {column.path: column.kind for column in plan.storage.main.columns}
    return [p for p in plan.document.search if kept.get(p) == "text" and grant.may_see(p)]


def _word(alias: str, word: str) -> Sql:
    like = f"{alias}.search LIKE %s ESCAPE '\\'"
    if ddl.is_postgresql() and len(word) > 1:
        return f"({alias}.search_grams @> %s AND {like})", [grams(word), _pattern(word)]
    return like, [_pattern(word)]


def _pattern(word: str) -> str:
    for char in ("\\", "%", "_"):
        word = word.replace(char, "\\" + char)
    return f"%{word}%"
