"""A form version, compiled: what a save, a load and an answer need, asked of the document once.

Immutable and free of clock and database, so it may be cached for ever under (form, version).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from form_engine.columns import WantedColumn, wanted_columns
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, Titles
from form_engine.planning.ahead import ahead_of
from form_engine.planning.balances import Balances
from form_engine.planning.claims import check_claims
from form_engine.planning.computing import Step, compute, hanging_on, refill, steps_of
from form_engine.planning.converting import convert
from form_engine.planning.copying import Copies
from form_engine.planning.defaults import Defaults
from form_engine.planning.filtering import Filters
from form_engine.planning.following import check_dates, share_out
from form_engine.planning.linking import Linking
from form_engine.planning.locking import Locking
from form_engine.planning.paths import read_paths, through_references, titled
from form_engine.planning.pointers import resolve_pointers
from form_engine.planning.progress import status_of
from form_engine.planning.reading import reading_of
from form_engine.planning.requiring import require
from form_engine.planning.rights import RightsOf
from form_engine.planning.rules import Rules, RulesBroken
from form_engine.planning.scope import Errors, scopes_of
from form_engine.planning.showing import Showing
from form_engine.planning.storing import Storing
from form_engine.planning.work import Part, Place, Work
from form_engine.planning.writing import Linked, Visible, Writing
from form_engine.resolve import Resolve
from form_engine.storage import Storage
from huiliu.core.access import Access
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.expressions.values import Env
from huiliu.core.records import Values

__all__ = ["Outcome", "Plan", "Resolve", "WantedColumn", "build", "wanted_columns"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a record would be: its values, and everything that speaks against it."""

    values: Values
    errors: Errors
    rules: tuple[FieldError, ...]
    """Those of the errors that come from the form's own rules."""

    def require_good(self) -> Values:
        if not self.errors:
            return self.values
        if len(self.rules) == sum(map(len, self.errors.values())):
            first = self.rules[0]
            raise RulesBroken(first.code, first.words, fields=self.errors, **first.data)
        raise ValidationFailed(fields=self.errors)


class Plan:
    """One published version of one form."""

    def __init__(
        self, document: FormDocument, storage: Storage, *, form_id: int, version: int
    ) -> None:
        self.document = document
        self.storage = storage
        self.form_id = form_id
        self.version = version
        self.fields: Mapping[str, FieldConfig] = document.by_path
        self._scopes = scopes_of(document)
        self._rights = RightsOf(self._scopes)
        self._steps = steps_of(self._scopes)
        self._formula_paths = through_references(
            self._scopes, (ref for step in self._steps for ref in step.refs)
        ) | titled(self._scopes, self._steps)
        self._paths = through_references(self._scopes, read_paths(document, self._scopes))
        self._defaults = Defaults(self._scopes)
        self._copies = Copies(self._scopes, [*self._formula_paths.values(), *self._paths.values()])
        self._linking = Linking(document, self._scopes) if document.links else None
        self._balances = Balances(document.balances, self._scopes) if document.balances else None
        self._showing = Showing(self._scopes)
        self._locking = Locking(self._scopes)
        self._filters = Filters(self._scopes)
        self.ahead = ahead_of(self._scopes, self._copies, self._filters)
        self._rules = Rules(document, self._scopes)
        self._later: dict[frozenset[str], tuple[Step, ...]] = {}
        self._storing = Storing(storage)
        self._writing = Writing(self._scopes)
        self.references: tuple[tuple[str, str], ...] = tuple(
            (slot.path, slot.form)
            for scope in self._scopes.all
            for slot in scope.slots.values()
            if slot.link == "record"
        )

    def clean(
        self,
        given: Mapping[str, Any],
        *,
        access: Access,
        before: Values | None,
        resolve: Resolve,
        env: Env,
        current: Mapping[str, Any],
        partial: bool,
        final: bool,
    ) -> Values:
        """The record's values as they will be stored. Raises ValidationFailed with everything
        that is wrong, by path. ``partial``: fields not given keep their value. ``final``: the
        record is to be complete (a plain form, or a document that is submitted)."""
        return self.check(
            given,
            access=access,
            before=before,
            resolve=resolve,
            env=env,
            current=current,
            partial=partial,
            final=final,
        ).require_good()

    def check(
        self,
        given: Mapping[str, Any],
        *,
        access: Access,
        before: Values | None,
        resolve: Resolve,
        env: Env,
        current: Mapping[str, Any],
        partial: bool,
        final: bool,
        settled: bool = False,
        unasked: Collection[str] = (),
    ) -> Outcome:
        """The same without raising, for previews. ``settled``: an approved document, which keeps
        what it took over from its sources. ``unasked``: subforms whose rows nobody gave."""
        rights = self._rights(access, "create" if before is None else "edit")
        locked: frozenset[Place] = frozenset()
        while True:
            part = self._part(given, before)
            work = Work(access, rights, resolve, env, current, partial, final, part, locked)
            rules = self._run(work, settled)
            more = self._locked(work, unasked)
            if more <= locked:
                return Outcome(part.values, work.errors, tuple(rules))
            locked |= more

    def _part(self, given: Mapping[str, Any], before: Values | None) -> Part:
        main = self._scopes.main
        values = {**main.blanks, **before} if before is not None else dict(main.blanks)
        return Part(main, "", given, before, values)

    @property
    def locks(self) -> bool:
        """Whether some field is read-only at times."""
        return self._locking.any

    def _locked(self, work: Work, unasked: Collection[str]) -> frozenset[Place]:
        """Whether something is read-only is seen on the whole record: what was given there is
        looked at again as what somebody may not fill in, until nothing more is."""
        if not self._locking.any:
            return frozenset()
        reading = reading_of(work, self._scopes, self._paths)
        return self._locking.given(work, reading, unasked)

    def _run(self, work: Work, settled: bool) -> list[FieldError]:
        convert(work, self._scopes)
        self._defaults.apply(work)
        if work.pending:
            resolve_pointers(work)
        if self._linking is not None and not settled:
            self._linking.apply(work)
        reads = None if settled else reading_of(work, self._scopes, self._paths)
        self._copies.apply(work, reads)
        if self._balances is not None and not settled:
            self._balances.apply(work)
        return self._derive(work)

    def follow(
        self,
        stored: Values,
        changed: frozenset[str],
        *,
        access: Access,
        resolve: Resolve,
        env: Env,
        current: Mapping[str, Any],
    ) -> Values:
        """A record in which the system itself has filled in the fields ``changed``: with what
        hangs on them, and nothing else."""
        main = self._scopes.main
        values = {**main.blanks, **stored}
        part = Part(main, "", {}, stored, values)
        rights = self._rights(access, "edit")
        work = Work(access, rights, resolve, env, current, True, False, part)
        convert(work, self._scopes)
        steps = self._hanging_on(changed)
        if self._showing.any or any(
            not step.refs.isdisjoint(self._formula_paths) for step in steps
        ):
            self._copies.apply(work, None)
        formulas = reading_of(work, self._scopes, self._formula_paths)
        compute(work, steps, formulas)
        if self._showing.any:
            reading = reading_of(work, self._scopes, self._paths)
            if self._showing.drop_hidden(work, reading):
                compute(work, self._steps, formulas)
                self._showing.drop_hidden(work, reading)
        self._judge_progress(work)
        return values

    def row(self, values: Mapping[str, Any]) -> list[Any]:
        """Database values of the record itself, in the order of ``storage.main.columns``."""
        return self._storing.main.row(values)

    def sub_rows(self, sub: str, rows: Iterable[Mapping[str, Any]]) -> list[list[Any]]:
        to_row = self._storing.subforms[sub].row
        return [to_row(row) for row in rows]

    def load(self, row: Sequence[Any]) -> Values:
        """The inverse of ``row``; subforms are not in it."""
        return self._storing.main.load(row)

    def load_sub(self, sub: str, row: Sequence[Any]) -> Values:
        return self._storing.subforms[sub].load(row)

    def to_json(self, values: Mapping[str, Any], *, visible: Visible, titles: Titles) -> Values:
        """The wire form, hidden fields absent. For many records, take ``writer`` once."""
        return self._writing.writer(visible, titles)(values)

    def writer(self, *, visible: Visible, titles: Titles) -> Callable[[Mapping[str, Any]], Values]:
        return self._writing.writer(visible, titles)

    def linked(self, records: Iterable[Mapping[str, Any]], *, visible: Visible) -> Linked:
        """Everything the records point at and the reader may see, for fetching titles at once."""
        return self._writing.linked(records, visible)

    def _derive(self, work: Work) -> list[FieldError]:
        """What follows from the values: formulas, what is shown, and every check on the whole."""
        formulas = reading_of(work, self._scopes, self._formula_paths)
        same = self._paths == self._formula_paths
        reading = formulas if same else reading_of(work, self._scopes, self._paths)
        compute(work, self._steps, formulas)
        if work.followed and (shared := share_out(work, self.document.id)):
            again = self._steps if work.filled else self._hanging_on(shared)
            refill(work)
            compute(work, again, formulas)
        if self._showing.any and self._showing.drop_hidden(work, reading):
            work.wanting.clear()
            compute(work, self._steps, formulas)
            self._showing.drop_hidden(work, reading)
        if work.claims:
            check_claims(work)
        refused = self._filters.check(work, reading)
        self._judge_progress(work)
        if not work.final:
            return refused
        require(work, self._scopes, self._locking, reading)
        return [*refused, *self._rules.check(work, reading), *check_dates(work, reading)]

    def _hanging_on(self, changed: frozenset[str]) -> tuple[Step, ...]:
        """Worked out once: the system fills in the same few fields again and again."""
        if changed not in self._later:
            self._later[changed] = hanging_on(self._steps, changed)
        return self._later[changed]

    def _judge_progress(self, work: Work) -> None:
        if self.document.execution is not None:
            status = status_of(self.document.execution, work.main.values)
            work.main.values[self.document.execution.status] = status


def build(document: FormDocument, storage: Storage, *, form_id: int, version: int) -> Plan:
    """Compiles a document whose problems have been looked for. Some milliseconds; cache it."""
    return Plan(document, storage, form_id=form_id, version=version)
