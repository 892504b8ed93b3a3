"""What checking a design needs: what sets the automation off, the forms, and what earlier steps
give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.expressions.conditions import paths
from huiliu.core.expressions.formula import FormulaSyntax, parse
from huiliu.core.forms import FieldShape, FormShape, Shapes, find_path
from huiliu.core.ports import Problem
from workflow_engine.automations.part import Computed, Copied, ValueSource, problem
from workflow_engine.automations.variables import split

_NOT_WRITABLE = frozenset({"serial", "section", "subform", "attachment"})
_WHOLE = frozenset({"count"})


@dataclass(frozen=True)
class Design:
    form: FormShape
    shapes: Shapes
    known: Mapping[str, FormShape] = field(default_factory=dict)
    """What steps gave, by their ids."""
    many: frozenset[str] = frozenset()
    """Those of them that are lists."""

    def knowing(self, name: str, shape: FormShape | None, *, many: bool = False) -> Design:
        if shape is None:
            return self
        lists = self.many | {name} if many else self.many - {name}
        return replace(self, known={**self.known, name: shape}, many=lists)

    def find(self, path: str) -> FieldShape | None:
        named = split(path)
        if named is None:
            return find_path(self.form, path, self.shapes)
        name, rest = named
        shape = self.known.get(name)
        if shape is None:
            return None
        if name in self.many and rest in _WHOLE:
            return FieldShape(path, "number")
        if not rest:
            return FieldShape(path, "reference", shape.key) if shape.key else None
        return find_path(shape, rest, self.shapes)

    def rows_of(self, path: str) -> FormShape | None:
        """The rows of a subform, of the record or of what a step gave (``$order.lines``)."""
        named = split(path)
        shape = self.form if named is None else self.known.get(named[0])
        rest = path if named is None else named[1]
        if shape is None or rest not in shape.fields or shape.fields[rest].type != "subform":
            return None
        return row_shape(shape, rest)

    def goes_through(self, path: str) -> bool:
        """A subform of the record, or a list that a step gave (``$items``)."""
        named = split(path)
        return self.rows_of(path) is not None if named is None else path[1:] in self.many

    def each(self, id_: str | None) -> Iterator[Problem]:
        subform = self.form.fields.get(id_) if id_ else None
        if id_ and (subform is None or subform.type != "subform"):
            yield problem("each", "no_such_subform", id=id_)

    def exist(self, at: str, wanted: Iterable[str]) -> Iterator[Problem]:
        for path in sorted(wanted):
            if self.find(path) is None:
                yield problem(at, "no_such_path", path=path)

    def one(self, at: str, name: str) -> Iterator[Problem]:
        """The id of a step that gives records of a form."""
        shape = self.known.get(name)
        if shape is None or not shape.key:
            yield problem(at, "no_such_step", id=name)

    def values(
        self, form: str, values: Mapping[str, ValueSource], at: str = "values", subform: str = ""
    ) -> Iterator[Problem]:
        target = self.shapes(form)
        if target is None:
            yield problem("form", "no_such_form", form=form)
            return
        for path, source in values.items():
            here = f"{at}.{path}"
            field = target.fields.get(f"{subform}.{path}" if subform else path)
            if field is None or field.subform != subform:
                yield problem(here, "no_such_path", path=path)
            elif field.type in _NOT_WRITABLE or field.is_computed:
                yield problem(here, "not_writable", path=path)
            yield from self.source(here, source)

    def match(self, form: str, condition: Condition, at: str = "match") -> Iterator[Problem]:
        """The left sides are of the other form, the right sides of this one."""
        target = self.shapes(form)
        for left in sorted(lefts(condition)) if target else ():
            assert target is not None
            if find_path(target, left, self.shapes) is None:
                yield problem(at, "no_such_path", path=left)
        yield from self.exist(at, rights(condition))

    def condition(self, at: str, condition: Condition | None) -> Iterator[Problem]:
        if condition is not None:
            yield from self.exist(at, paths(condition))

    def source(self, at: str, source: ValueSource) -> Iterator[Problem]:
        if isinstance(source, Copied):
            yield from self.exist(at, [source.field])
        elif isinstance(source, Computed):
            try:
                formula = parse(source.formula)
            except FormulaSyntax as error:
                yield problem(at, "bad_formula", reason=error.message("zh-CN"))
            else:
                yield from self.exist(at, formula.refs)


def row_shape(shape: FormShape, subform: str) -> FormShape:
    """The columns of a subform, as fields of their own."""
    start = f"{subform}."
    columns = {
        path.removeprefix(start): replace(one, path=path.removeprefix(start), subform="")
        for path, one in shape.fields.items()
        if path.startswith(start)
    }
    return FormShape("", False, shape.title, columns)


def lefts(condition: Condition) -> set[str]:
    return {term.field for term in _terms(condition)}


def rights(condition: Condition) -> set[str]:
    return {t.value.field for t in _terms(condition) if isinstance(t.value, FieldValue)}


def read_by(values: Mapping[str, ValueSource]) -> frozenset[str]:
    """The paths that the sources read."""
    found: set[str] = set()
    for source in values.values():
        if isinstance(source, Copied):
            found.add(source.field)
        elif isinstance(source, Computed):
            found |= parse(source.formula).refs
    return frozenset(found)


def _terms(condition: Condition) -> Iterator[Term]:
    for part in condition.cond:
        if isinstance(part, Term):
            yield part
        else:
            yield from _terms(part)
