"""Which fields nobody may change by hand, given the record's other values: ``readonly_when``, and
the rows of a subform that is ``readonly`` whatever they are."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from form_engine.field_type import FieldConfig
from form_engine.planning.reading import Reading
from form_engine.planning.scope import Scope, Scopes
from form_engine.planning.work import Part, Place, Work
from huiliu.core.expressions.conditions import evaluate


class Locking:
    def __init__(self, scopes: Scopes) -> None:
        self._kinds = scopes.kind_of
        self._scopes = [scope for scope in scopes.all if scope.lockable]
        self._subforms = [
            scope.config
            for scope in scopes.subforms.values()
            if scope.config is not None
            and (scope.config.readonly or scope.config.readonly_when is not None)
        ]
        self.any = bool(self._scopes or self._subforms)

    def given(self, work: Work, reading: Reading, unasked: Collection[str]) -> frozenset[Place]:
        """What was given where it is read-only now, the whole record looked at. The system may do
        that. ``unasked``: subforms whose rows nobody gave: the system filled them in."""
        if work.rights.everything:
            return frozenset()
        return frozenset(self._given(work, reading, unasked))

    def holds(self, work: Work, part: Part, config: FieldConfig, reading: Reading) -> bool:
        """Of a field of this part, or of a subform and the record."""
        when = config.readonly_when
        return when is not None and evaluate(
            when, reading.of(part), work.current, kinds=self._kinds
        )

    def is_locked(self, work: Work, part: Part, config: FieldConfig, reading: Reading) -> bool:
        """A field of this part by its own condition, or with all rows."""
        rows = part.scope.config
        whole = rows is not None and self.holds(work, work.main, rows, reading)
        return whole or self.holds(work, part, config, reading)

    def _given(self, work: Work, reading: Reading, unasked: Collection[str]) -> Iterator[Place]:
        for config in self._subforms:
            is_given = config.id in work.main.given and config.id not in unasked
            if is_given and (config.readonly or self.holds(work, work.main, config, reading)):
                yield config.id, config.id
        for scope in self._scopes:
            if scope.id not in unasked:
                yield from self._in_parts(work, scope, reading)

    def _in_parts(self, work: Work, scope: Scope, reading: Reading) -> Iterator[Place]:
        for part in work.parts(scope):
            for slot in scope.lockable:
                if slot.id not in part.given or (part.at, slot.id) in work.absent:
                    continue
                if self.holds(work, part, slot.config, reading):
                    yield part.at, slot.id
