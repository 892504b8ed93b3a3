"""Formulas in an order in which each finds its inputs ready: rows, then totals, then what follows.

Default formulas are in the same order, so a formula may read a field that a default fills.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from typing import Any

from form_engine.field_type import BadValue
from form_engine.planning.reading import Get, Reading
from form_engine.planning.scope import Scope, Scopes, Slot
from form_engine.planning.work import Part, Work
from huiliu.core.errors import FieldError
from huiliu.core.exact import CONTEXT, INT64_MAX
from huiliu.core.expressions.formula import Formula, parse
from huiliu.core.expressions.results import ROUNDING, Result, fitted
from huiliu.core.expressions.shares import shares
from huiliu.core.expressions.values import Env, FormulaError, Value


@dataclass(frozen=True, slots=True)
class Step:
    """One formula. ``default``: only where nobody filled the field in."""

    slot: Slot
    scope: Scope
    formula: Formula
    default: bool
    fit: Callable[[Value], Any]
    """The result as the field stores it, or a FormulaError."""
    inputs: frozenset[str]
    """The form's own fields it reads: paths without what lies behind a reference."""
    spread: Formula | None = None
    """The weight of a row: the formula is of the record, and each row gets its share."""

    @property
    def refs(self) -> frozenset[str]:
        return self.formula.refs | (self.spread.refs if self.spread else frozenset())


class CircularFormulas(ValueError):
    """Formulas that wait for each other: ``paths`` is the circle, its first path repeated."""

    def __init__(self, paths: list[str]) -> None:
        self.paths = paths
        super().__init__(" → ".join(paths))


def steps_of(scopes: Scopes) -> tuple[Step, ...]:
    """Raises CircularFormulas, or FormulaSyntax of the formula."""
    steps = {step.slot.path: step for step in _steps(scopes)}
    waits = {path: [one for one in step.inputs if one in steps] for path, step in steps.items()}
    try:
        return tuple(steps[path] for path in TopologicalSorter(waits).static_order())
    except CycleError as error:
        raise CircularFormulas(list(reversed(error.args[1]))) from None


def _steps(scopes: Scopes) -> Iterator[Step]:
    for scope in scopes.all:
        for slot in scope.slots.values():
            found = slot.kind.formulas(slot.config)
            if "formula" in found:
                yield _computed(scopes, scope, slot, found)
            default = slot.config.default
            if default is not None and default.formula is not None:
                yield _step(scopes, scope, slot, parse(default.formula), default=True)


def _computed(scopes: Scopes, scope: Scope, slot: Slot, found: Mapping[str, str]) -> Step:
    step = _step(scopes, scope, slot, parse(found["formula"]), default=False)
    if "spread" not in found:
        return step
    weight = parse(found["spread"])
    inputs = step.inputs | {own_part(scopes, ref) for ref in weight.refs}
    return replace(step, inputs=inputs, spread=weight)


def _step(scopes: Scopes, scope: Scope, slot: Slot, formula: Formula, *, default: bool) -> Step:
    inputs = frozenset(own_part(scopes, ref) for ref in formula.refs)
    fit = fitter(getattr(slot.config, "result", "text"), slot.scale)
    return Step(slot, scope, formula, default, fit, inputs)


def fitter(result: Result, scale: int) -> Callable[[Value], Any]:
    """``fitted`` with the common case, a number, made short."""
    unit = Decimal(1).scaleb(-scale)
    limit = Decimal(INT64_MAX).scaleb(-scale, CONTEXT)
    is_number = result in ("number", "money")

    def fit(value: Value) -> Any:
        if is_number and value.__class__ is Decimal and -limit <= value <= limit:
            rounded = value.quantize(unit, context=ROUNDING)
            return rounded if rounded else rounded.copy_abs()
        return fitted(value, result, scale)

    return fit


def own_part(scopes: Scopes, path: str) -> str:
    """``product.price`` → ``product``; ``lines.product.price`` → ``lines.product``."""
    parts = path.split(".")
    own = 2 if parts[0] in scopes.subforms else 1
    return ".".join(parts[:own])


def hanging_on(steps: Iterable[Step], changed: frozenset[str]) -> tuple[Step, ...]:
    """Those of the steps that read one of these fields, or what follows from it."""
    paths = set(changed)
    found: list[Step] = []
    for step in steps:
        if not paths.isdisjoint(step.inputs):
            found.append(step)
            paths.add(step.slot.path)
    return tuple(found)


def compute(work: Work, steps: Iterable[Step], reading: Reading) -> None:
    """Runs every step. A result that is an error is a complaint on a final save, and nothing is
    stored; what follows from a broken input is passed over in silence."""
    env, broken = work.env, work.broken
    for step in steps:
        if broken and not broken.isdisjoint(step.inputs):
            broken.add(step.slot.path)
            continue
        if step.default:
            _fill(work, step, reading)
        elif step.spread is not None:
            spread_out(work, step, reading)
        elif step.scope.id:
            reader = reading.rows[step.scope.id]
            run, move, read, key = step.formula.run, reader.move, reader.get, step.slot.id
            for part in work.rows[step.scope.id]:
                move(part)
                part.values[key] = _result(work, part, step, run(read, env))
        else:
            value = step.formula.run(reading.main, env)
            work.main.values[step.slot.id] = _result(work, work.main, step, value)


def spread_out(work: Work, step: Step, reading: Reading) -> None:
    """Fills the column of a formula that is shared over its rows."""
    assert step.spread is not None
    reader, parts, key = reading.rows[step.scope.id], work.rows[step.scope.id], step.slot.id
    weights: list[Value] = []
    for part in parts:
        reader.move(part)
        weights.append(step.spread.run(reader.get, work.env))
    whole = step.formula.run(reading.main, work.env)
    shared = shares(whole, weights, step.slot.scale)
    for part, value in zip(parts, shared, strict=True):
        part.values[key] = _result(work, part, step, value)


def _result(work: Work, part: Part, step: Step, value: Any) -> Any:
    result = step.fit(value)
    if result.__class__ is not FormulaError:
        return result
    if work.final:
        _formula_error(work, part, step, result)
    return None


def _formula_error(work: Work, part: Part, step: Step, error: Any) -> None:
    work.complain(part, step.slot, FieldError("formula_error", data={"error": error.code}))


def _fill(work: Work, step: Step, reading: Reading) -> None:
    for part in work.wanting.get(step.slot.path, ()):
        if part.values[step.slot.id] is None:
            found = _filled(work, part, step, reading.of(part))
            part.values[step.slot.id] = found if found is not None else blank(step)
            work.filled.append((part, step.slot))


def blank(step: Step) -> Any:
    """What the field is when nobody fills it in: a switch is off."""
    return step.scope.blanks.get(step.slot.id)


def refill(work: Work) -> None:
    """What defaults filled in is open again: what they read has changed."""
    for part, slot in work.filled:
        part.values[slot.id] = None
    work.filled.clear()


def _filled(work: Work, part: Part, step: Step, get: Get) -> Any:
    env: Env = work.env
    value = step.formula.run(get, env)
    try:
        if isinstance(value, FormulaError):
            raise BadValue("formula_error", error=value.code)
        return step.slot.fit(value)
    except BadValue as bad:
        if work.final:
            work.complain(part, step.slot, bad.error)
        return None
