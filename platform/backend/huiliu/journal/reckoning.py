"""Named formulas that read each other, in an order in which they can be worked out. Pure.

The order in which they are written counts for nothing: PostgreSQL keeps the keys of an object in an
order of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from huiliu.core.expressions.formula import FormulaSyntax, parse


def in_order(formulas: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each behind those that it reads. Those that read each other in a circle come last."""
    left = {name: _refs(text) & formulas.keys() for name, text in sorted(formulas.items())}
    while ready := [name for name, refs in left.items() if refs.isdisjoint(left)]:
        for name in ready:
            del left[name]
            yield name, formulas[name]
    yield from ((name, formulas[name]) for name in left)


def _refs(formula: str) -> frozenset[str]:
    """What does not read is pointed at elsewhere."""
    try:
        return frozenset(parse(formula).refs)
    except FormulaSyntax:
        return frozenset()
