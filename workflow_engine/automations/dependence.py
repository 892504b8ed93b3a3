"""Which other records a condition reads: those whose change may make it come to hold. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from huiliu.core.forms import FormShape, Shapes, split_path

Dependence = Mapping[str, frozenset[str]]
"""Form → the fields of the subject that point at its records; "" where the way is longer, so that
any subject may be concerned."""

ANY = ""


def read_through(asked: Iterable[str], subject: FormShape, shapes: Shapes) -> Dependence:
    """``product.min_stock``: the form ``product`` by the field ``product``."""
    found: dict[str, set[str]] = {}
    for path in asked:
        here, by = split_path(subject, path), ""
        while here is not None and here[1] and here[0].form:
            field, rest = here
            by = ANY if by or field.subform else field.path
            found.setdefault(field.form, set()).add(by)
            target = shapes(field.form)
            here = split_path(target, rest) if target is not None else None
            by = by or ANY
    return {form: frozenset(fields) for form, fields in found.items()}


def together(*many: Dependence) -> Dependence:
    forms = {form for one in many for form in one}
    return {form: frozenset().union(*(one.get(form, ()) for one in many)) for form in forms}
