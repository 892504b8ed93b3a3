"""What one reader sees of a report: nothing that they could not look up where it comes from.

A column counts as shown only if it is shown on every row the reader reaches: a sum, a filter or an
order over half hidden values would tell the other half.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.expressions.conditions import paths
from huiliu.core.figures import FigureQuery
from huiliu.core.forms import FormShape, published_shapes
from huiliu.reports.document import Column, Figure, Groups, Source
from huiliu.reports.plan import ReportPlan, decides, needs, paths_of


@dataclass(frozen=True)
class Sight:
    """``access``: to the form of the rows, or of the first source. ``columns``: those that may be
    worked out and shown."""

    plan: ReportPlan
    actor: Actor
    access: Access
    columns: frozenset[str]

    def ledger_access(self, ledger: str) -> Access:
        if self.access.everything:
            return system_access(self.actor, ledger)
        return ports.permissions().ledger_access(self.actor, self.plan.app, ledger)


def sight_of(
    plan: ReportPlan, actor: Actor, by: Sequence[str] = (), *, everything: bool = False
) -> Sight:
    """``by``: what groups are made by; columns of other keys are left out. Raises NotFound for who
    may not see the rows, or what decides which lines there are."""
    access = system_access(actor, plan.form.key) if everything else _access(plan, actor)
    if not access.may("view"):
        raise NotFound
    shown = Sight(plan, actor, access, frozenset())
    own = {one.id for one in plan.document.columns if _shows(shown, one, by)}
    columns = frozenset(one for one in plan.document.column if needs(plan, one) <= own)
    if not _needed(plan, by) <= columns or not columns or not _sees_filter(shown):
        raise NotFound
    return Sight(plan, actor, access, columns)


def _access(plan: ReportPlan, actor: Actor) -> Access:
    return ports.permissions().access(actor, plan.app, plan.form.key)


def _needed(plan: ReportPlan, by: Sequence[str]) -> frozenset[str]:
    """What decides; an order by a key that nobody asked for decides nothing."""
    left_out = {
        one.id for one in plan.document.columns if one.key is not None and one.key not in by
    }
    return decides(plan) - left_out


def _sees_filter(sight: Sight) -> bool:
    """Which rows there are is told by what is left out."""
    rows = sight.plan.document.rows
    sources = rows.groups if isinstance(rows, Groups) else (rows,)
    filters = [(one.form, one.where if isinstance(one, Source) else one.filter) for one in sources]
    return all(
        shows_path(sight, form, path)
        for form, condition in filters
        if condition is not None
        for path in paths(condition)
    )


def _shows(sight: Sight, column: Column, by: Sequence[str]) -> bool:
    rows = sight.plan.document.rows
    if isinstance(rows, Groups):
        return _shows_of_groups(sight, rows, column, by)
    form = rows.form
    if not all(shows_path(sight, form, path) for path in paths_of(column)):
        return False
    return column.figure is None or _shows_figure(sight, column.figure)


def _shows_of_groups(sight: Sight, rows: Groups, column: Column, by: Sequence[str]) -> bool:
    """In every source, and with it what else its totals are limited by: a sum of a part that the
    reader sees would be read as the whole."""
    if column.key is not None and column.key not in by:
        return False
    for source in rows.groups:
        wanted = [source.keys[one] for one in by]
        wanted += [source.totals[column.total]] if column.total is not None else []
        wanted += [source.date] if source.date is not None else []
        if not all(shows_path(sight, source.form, path) for path in wanted):
            return False
    return True


def _shows_figure(sight: Sight, figure: Figure) -> bool:
    query = FigureQuery(
        figure.ledger, figure.measure, [*figure.by], where=figure.where, part=figure.part
    )
    try:
        access = sight.ledger_access(figure.ledger)
    except NotFound:
        return False
    return ports.ledgers().may_figure(sight.plan.app, query, access=access)


def shows_path(sight: Sight, form: str, path: str) -> bool:
    """Step by step: the reference, then the field behind it with the rights over there."""
    if sight.access.everything or path.startswith("$"):
        return True
    here, rest, is_first = form, path, True
    while rest:
        shape = published_shapes(sight.plan.app)(here)
        access = _reach(sight, here)
        if shape is None or access is None or (not is_first and _is_limited(access)):
            return False
        own, rest = _first(shape, rest)
        if not _everywhere(access, own):
            return False
        here, is_first = shape.fields[own].form if own in shape.fields else "", False
    return True


def _reach(sight: Sight, form: str) -> Access | None:
    try:
        return ports.permissions().access(sight.actor, sight.plan.app, form)
    except NotFound:
        return None


def _is_limited(access: Access) -> bool:
    """Behind a reference every record may come up."""
    return any(grant.rows is not None for grant in access.with_action("view"))


def _first(form: FormShape, path: str) -> tuple[str, str]:
    """The form's own field, a column of a subform too, and what is left behind it."""
    parts = path.split(".")
    for length in (2, 1):
        head = ".".join(parts[:length])
        if head in form.fields and len(parts) >= length:
            return head, ".".join(parts[length:])
    return path, ""


def _everywhere(access: Access, path: str) -> bool:
    grants = access.with_action("view")
    whole = [grant for grant in grants if grant.rows is None]
    return bool(grants) and (
        any(grant.may_see(path) for grant in whole) or all(grant.may_see(path) for grant in grants)
    )
