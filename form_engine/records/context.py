"""What one write works with: the form's plan, who acts, why, and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from form_engine.catalog import get_plan
from form_engine.offers.rows import filling
from form_engine.plan import Outcome, Plan
from form_engine.queries.reach import narrowed
from form_engine.records import serials, store
from form_engine.records.filling import filled_in
from form_engine.records.naming import Naming, Wording
from form_engine.resolution import Resolution, pointers_in
from form_engine.titles import FoundTitles, titles_for
from form_engine.wording import shown, worded_paths, wording_of
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import Forbidden, NotFound, StateConflict
from huiliu.core.expressions.conditions import current_values
from huiliu.core.expressions.values import Env
from huiliu.core.records import Record, Values


@dataclass(frozen=True)
class Writing:
    app: AppRef
    plan: Plan
    access: Access
    cause: Cause
    at: datetime
    today: date
    named: FoundTitles = field(default_factory=FoundTitles)
    """What was learnt of the records that this one points at."""
    brought: frozenset[str] = frozenset()
    """Subforms that are read-only and whose rows nobody gave: what is pushed down brings them."""

    @classmethod
    def on(cls, app: AppRef, form: str, access: Access, cause: Cause) -> Writing:
        clock = ports.clock()
        today = clock.today(access.actor.time_zone)
        return cls(app, get_plan(app, form), access, cause, clock.now(), today)

    @property
    def actor(self) -> Actor:
        return self.access.actor

    def load(self, record_id: int, *, deleted: bool = False, lock: bool = True) -> Record:
        """Locked until the end of the transaction, unless somebody else is to lock it later."""
        record = store.find(self.plan, self.app, record_id, lock=lock, deleted=deleted)
        if record is None:
            raise NotFound
        return record

    def load_for(
        self, action: str, record_id: int, *, deleted: bool = False, lock: bool = True
    ) -> Record:
        """Locked, for an actor who may do this to it. Who may not even see it is not told."""
        return self.load_here(action, record_id, deleted=deleted, lock=lock)[0]

    def load_here(
        self, action: str, record_id: int, *, deleted: bool = False, lock: bool = True
    ) -> tuple[Record, Access]:
        """The same, with the actor's grants as they reach it."""
        record = self.load(record_id, deleted=deleted, lock=lock)
        here = self.here(record_id)
        if not here.everything:
            if not here.may("view") and not here.may(action):
                raise NotFound
            if not here.may(action):
                raise Forbidden
        return record, here

    def here(self, record_id: int, action: str | None = None) -> Access:
        """The actor's grants as they reach this record."""
        return narrowed(self.app, self.plan, record_id, self.access, action)

    def clean(
        self,
        given: Mapping[str, Any],
        access: Access,
        before: Values | None,
        *,
        final: bool,
        settled: bool = False,
    ) -> Values:
        """The values as they will be stored; raises with everything that is wrong."""
        return self.check(given, access, before, final=final, settled=settled).require_good()

    def check(
        self,
        given: Mapping[str, Any],
        access: Access,
        before: Values | None,
        *,
        final: bool,
        settled: bool = False,
    ) -> Outcome:
        """``settled``: an approved document keeps what it took over from its sources."""
        unasked = self.brought
        found = self._checked(given, access, before, final=final, settled=settled, unasked=unasked)
        if settled or not self._fills:
            return found
        more = filled_in(self.app, self.plan, given, found.values, access)
        if more is None:
            return found
        unasked |= more.keys() - given.keys()
        return self._checked(more, access, before, final=final, settled=settled, unasked=unasked)

    def _checked(
        self,
        given: Mapping[str, Any],
        access: Access,
        before: Values | None,
        *,
        final: bool,
        settled: bool,
        unasked: Collection[str] = (),
    ) -> Outcome:
        return self.plan.check(
            given,
            access=access,
            before=before,
            resolve=self._resolution,
            env=self._env,
            current=self._current,
            partial=before is not None,
            final=final,
            settled=settled,
            unasked=unasked,
        )

    def follow(self, stored: Values, changed: frozenset[str], access: Access) -> Values:
        """A record in which the system has filled in these fields, with what hangs on them."""
        return self.plan.follow(
            stored,
            changed,
            access=access,
            resolve=self._resolution,
            env=self._env,
            current=self._current,
        )

    @cached_property
    def _fills(self) -> bool:
        return any(True for _ in filling(self.plan))

    @cached_property
    def _env(self) -> Env:
        now = self.at.astimezone(ZoneInfo(self.actor.time_zone))
        return Env(today=self.today, now=now, member=self.actor.name)

    @cached_property
    def _current(self) -> Mapping[str, Any]:
        return current_values(self.actor, self._env.now, self.today)

    @cached_property
    def _resolution(self) -> Resolution:
        return Resolution(
            self.app,
            self.actor,
            self.plan.ahead,
            everything=self.access.everything,
            named=self.named,
        )

    def number_and_name(self, values: Values) -> Wording:
        """Gives the numbers that are due; then the record can be called something."""
        naming = self.naming([values])
        serials.give(naming.due)
        return naming.wordings()[0]

    def naming(self, many: Sequence[Values]) -> Naming:
        named = serials.named_fields(self.plan)
        titles = self._titles(many, {*self._worded, *named})
        words = [
            {path: shown(self.plan, path, values.get(path), titles) for path in named}
            for values in many
        ]
        due = serials.due(self.plan, list(zip(many, words, strict=True)), self.today)
        return Naming(due, lambda: [wording_of(self.plan, values, titles) for values in many])

    def learn(self, many: Sequence[Mapping[str, Any]]) -> None:
        """Asks once, for each form, for everything that is pointed at by its public id; the system
        itself points by number too."""
        kinds = (str, int) if self.access.everything else (str,)
        self._resolution.learn(pointers_in(self.plan, many, kinds))

    @cached_property
    def _worded(self) -> frozenset[str]:
        return frozenset(worded_paths(self.plan))

    def _titles(self, many: Sequence[Values], paths: set[str]) -> FoundTitles:
        owners = {path.partition(".")[0] for path in paths if "." in path}
        wanted = paths | owners
        return titles_for(
            self.app,
            self.plan,
            many,
            wanted=wanted.__contains__,
            known=self.named.records,
            me=self.actor,
        )


def require_state(record: Record, *allowed: str | None) -> None:
    if record.state not in allowed:
        raise StateConflict(state=str(record.state))
