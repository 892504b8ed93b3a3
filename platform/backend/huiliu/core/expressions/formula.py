"""The front door of formulas: ``parse(text)`` once, ``formula.run(get, env)`` ever after."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from huiliu.core.expressions.errors import FormulaSyntax
from huiliu.core.expressions.evaluate import compiled
from huiliu.core.expressions.functions import Get, Run
from huiliu.core.expressions.syntax import Reader
from huiliu.core.expressions.values import Env, FormulaError, Value, show

__all__ = ["Env", "Formula", "FormulaError", "FormulaSyntax", "Get", "Value", "parse", "show"]


@dataclass(frozen=True)
class Formula:
    """A formula, compiled. ``refs`` are the paths as written: ``qty``, ``lines.qty``."""

    text: str
    refs: frozenset[str] = field(compare=False)
    functions: frozenset[str] = field(compare=False)
    _run: Run = field(compare=False, repr=False)

    def run(self, get: Get, env: Env) -> Value:
        """``get`` gives a field's value by its path: for ``lines.qty`` this row's inside the
        subform, the list of all rows' outside it. An error is a value (``FormulaError``)."""
        return self._run(get, env)


@lru_cache(maxsize=4096)
def parse(text: str) -> Formula:
    """Raises ``FormulaSyntax`` with the position of the first mistake."""
    reader = Reader(text)
    node = reader.read()
    return Formula(text, frozenset(reader.references), frozenset(reader.functions), compiled(node))
