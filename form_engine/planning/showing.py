"""Which fields a record has, given its other values: ``visible_when``."""

from __future__ import annotations

from form_engine.planning.reading import Get, Reading
from form_engine.planning.scope import Scope, Scopes
from form_engine.planning.work import Part, Work
from huiliu.core.conditions import Condition
from huiliu.core.expressions.conditions import evaluate


class Showing:
    def __init__(self, scopes: Scopes) -> None:
        self._kinds = scopes.kind_of
        self._scopes = [scope for scope in scopes.all if scope.conditional]
        self._subforms = [
            (scope, scope.config.visible_when)
            for scope in scopes.subforms.values()
            if scope.config is not None and scope.config.visible_when is not None
        ]
        self.any = bool(self._scopes or self._subforms)

    def drop_hidden(self, work: Work, reading: Reading) -> bool:
        """Empties every field that is not shown, and remembers that it is not there. True when a
        value went, so that formulas must run again."""
        dropped = False
        for scope, when in self._subforms:
            if not evaluate(when, reading.main, work.current, kinds=self._kinds):
                dropped |= _drop_rows(work, scope)
        for scope in self._scopes:
            for part in work.parts(scope):
                dropped |= self._drop(work, part, reading.of(part))
        return dropped

    def _drop(self, work: Work, part: Part, get: Get) -> bool:
        dropped = False
        for slot in part.scope.conditional:
            when: Condition | None = slot.visible_when
            assert when is not None
            if evaluate(when, get, work.current, kinds=self._kinds):
                continue
            work.absent.add((part.at, slot.id))
            work.errors.pop(part.at + slot.id, None)
            if part.values.get(slot.id) is not None:
                part.values[slot.id] = None
                dropped = True
        return dropped


def _drop_rows(work: Work, scope: Scope) -> bool:
    work.absent.add((scope.id, scope.id))
    had_rows = bool(work.rows[scope.id])
    work.rows[scope.id] = []
    work.main.values[scope.id] = []
    for path in [path for path in work.errors if path.startswith(scope.prefix)]:
        del work.errors[path]
    return had_rows
