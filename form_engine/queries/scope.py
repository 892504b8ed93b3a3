"""The rows one query runs over: filter, search, rights and the recycle bin, in SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from form_engine.plan import Plan
from form_engine.queries.paths import Source
from form_engine.queries.reading import filtered
from form_engine.queries.rights import Needs, Sql, both, rows_of
from form_engine.queries.search import matching, matching_visible, sees_all_searched, words_of
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import paths as paths_of


@dataclass
class Scope:
    """Everything in WHERE, and the joins that it and the selected paths need."""

    app: AppRef
    plan: Plan
    access: Access
    condition: Condition | None = None
    search: str = ""
    deleted: bool = False
    also: Condition | None = None
    """From a document: nobody's rights are asked for its paths."""
    source: Source = field(init=False)
    needs: Needs = field(init=False)

    def __post_init__(self) -> None:
        self.source = Source(self.app, self.plan)
        self.needs = Needs(
            self.app, self.plan, self.access, "restore" if self.deleted else "view"
        )  # fmt: skip
        if self.condition is not None:
            for path in sorted(paths_of(self.condition)):
                self.needs.use(path)

    def where(self) -> Sql:
        """Ask after every path was used: each one may narrow the rows."""
        parts: list[Sql] = [self._bin()]
        for condition in (self.condition, self.also):
            if condition is not None and condition.cond:
                parts.append(filtered(self.source, condition, self.access))
        if words_of(self.search):
            parts.append(self._searched())
        parts.append(self.needs.rows(self.source))
        return both(parts)

    def _bin(self) -> Sql:
        return f"t.deleted_at IS {'NOT ' if self.deleted else ''}NULL", []

    def _searched(self) -> Sql:
        if sees_all_searched(self.plan, self.access):
            return matching(self.source, self.search)
        parts = [self._searched_by(grant) for grant in self.access.with_action("view")]
        args: list[Any] = [arg for _, own in parts for arg in own]
        return "(" + " OR ".join(sql for sql, _ in parts) + ")", args

    def _searched_by(self, grant: Any) -> Sql:
        """A grant finds only in the rows it reaches, by the fields it shows."""
        found = matching_visible(self.source, self.search, grant)
        sql, args = both([found, rows_of(self.access, grant, self.source.operand)])
        return f"({sql})", args
