"""What one reader sees of a report: nothing that they could not look up where it comes from.

A column counts as shown only if it is shown on every row the reader reaches: a sum, a filter or an
order over half hidden values would tell the other half.
"""

from __future__ import annotations

from dataclasses import dataclass

from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.core.figures import FigureQuery
from huiliu.core.forms import FormShape, published_shapes
from huiliu.reports.document import Column, Figure
from huiliu.reports.plan import ReportPlan, decides, needs, paths_of


@dataclass(frozen=True)
class Sight:
    """``access``: to the form of the rows. ``columns``: those that may be worked out and shown."""

    plan: ReportPlan
    actor: Actor
    access: Access
    columns: frozenset[str]

    def ledger_access(self, ledger: str) -> Access:
        if self.access.everything:
            return system_access(self.actor, ledger)
        return ports.permissions().ledger_access(self.actor, self.plan.app, ledger)


def sight_of(plan: ReportPlan, actor: Actor, *, everything: bool = False) -> Sight:
    """Raises NotFound for who may not see the rows, or what decides which rows there are."""
    form = plan.document.rows.form
    access = (
        system_access(actor, form)
        if everything
        else ports.permissions().access(actor, plan.app, form)
    )
    if not access.may("view"):
        raise NotFound
    shown = Sight(plan, actor, access, frozenset())
    own = {one.id for one in plan.document.columns if _shows(shown, one)}
    columns = frozenset(one for one in plan.document.column if needs(plan, one) <= own)
    if not decides(plan) <= columns or not columns:
        raise NotFound
    return Sight(plan, actor, access, columns)


def _shows(sight: Sight, column: Column) -> bool:
    if not all(shows_path(sight, path) for path in paths_of(column)):
        return False
    return column.figure is None or _shows_figure(sight, column.figure)


def _shows_figure(sight: Sight, figure: Figure) -> bool:
    query = FigureQuery(
        figure.ledger, figure.measure, [*figure.by], where=figure.where, part=figure.part
    )
    try:
        access = sight.ledger_access(figure.ledger)
    except NotFound:
        return False
    return ports.ledgers().may_figure(sight.plan.app, query, access=access)


def shows_path(sight: Sight, path: str) -> bool:
    """Step by step: the reference, then the field behind it with the rights over there."""
    access, form = sight.access, sight.plan.form
    if access.everything or path.startswith("$"):
        return True
    rest = path
    while True:
        own, rest = _first(form, rest)
        if not _everywhere(access, own):
            return False
        if not rest:
            return True
        target = form.fields[own].form
        try:
            access = ports.permissions().access(sight.actor, sight.plan.app, target)
        except NotFound:
            return False
        found = published_shapes(sight.plan.app)(target)
        if found is None or any(one.rows is not None for one in access.with_action("view")):
            return False
        form = found


def _first(form: FormShape, path: str) -> tuple[str, str]:
    head, _, rest = path.partition(".")
    return (head, rest) if head in form.fields else (path, "")


def _everywhere(access: Access, path: str) -> bool:
    grants = access.with_action("view")
    whole = [grant for grant in grants if grant.rows is None]
    return bool(grants) and (
        any(grant.may_see(path) for grant in whole) or all(grant.may_see(path) for grant in grants)
    )
