"""One run at work: what its steps may read, and the only ways in which they write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.errors import NotFound
from huiliu.core.expressions.formula import Env
from huiliu.core.forms import FormShape, Shapes
from huiliu.core.paths import Get, Reader, is_true
from huiliu.core.records import Record, Values
from workflow_engine.automations import errors
from workflow_engine.automations.part import ValueSource
from workflow_engine.automations.sources import value_for
from workflow_engine.automations.typed import is_same, to_json
from workflow_engine.automations.variables import Variable, split, unstored
from workflow_engine.behind import behind

if TYPE_CHECKING:
    from workflow_engine.automations.plan import AutomationPlan

MAX_DEPTH = 5
MAX_MATCHES = 100
MAX_FOUND = 1000
MAX_DONE = 2000


@dataclass(frozen=True)
class Wrote:
    """Something that was written. ``field`` says which, of a record that was ``changed``."""

    step: str
    kind: str
    form: str
    record_id: int
    field: str = ""
    before: Any = None
    after: Any = None


@dataclass(frozen=True)
class Ahead:
    """A step that is still to be done, and what the loops around it are at."""

    place: str
    step: Any
    items: Mapping[str, Variable] = field(default_factory=dict)


@dataclass
class Work:
    plan: AutomationPlan
    record: Record
    reader: Reader
    actor: Actor
    env: Env
    cause: Cause
    shapes: Shapes
    event: str = ""
    asker: Actor | None = None
    """Who waits for what becomes of it; nobody, after the commit."""
    run_id: int = 0
    promise: str = ""
    """The key of the promise that is being kept: others are told it, to tell a repeat."""
    answer: Any = None
    """What another system answered, as JSON."""
    here: Ahead = Ahead("", None)
    variables: dict[str, Variable] = field(default_factory=dict)
    wrote: list[Wrote] = field(default_factory=list)
    ahead: list[Ahead] = field(default_factory=list)
    done: int = 0
    is_dry: bool = False

    @property
    def app(self) -> AppRef:
        return self.record.app

    @property
    def title(self) -> Mapping[str, str]:
        return self.plan.document.title

    def link(self) -> dict[str, str]:
        """Where a message about this run leads."""
        if not self.record.form:
            return {"app": self.app.key}
        return {"app": self.app.key, "form": self.record.form, "record": self.record.uid}

    # Reading

    def get(self, path: str) -> Any:
        """The value at a path of what set the run off, or of what a step gave."""
        named = split(path)
        return self.reader.at_record(path) if named is None else self._of_variable(*named)

    def variable(self, name: str) -> Variable | None:
        return self.here.items.get(name) or self.variables.get(name)

    def rows(self, each: str | None) -> Iterator[Get]:
        """How to read: once for the record, once for each of its rows, or of what a step found."""
        if each is None:
            yield self.get
            return
        named = split(each)
        if named is not None:
            yield from self._one_by_one(named[0])
            return
        for row in self.reader.rows(each):
            yield self._over(self.reader.at_row(each, row))

    def _one_by_one(self, name: str) -> Iterator[Get]:
        variable = self.variable(name)
        for one in variable.records if variable is not None else ():
            here = self._variable(name, [one], many=False)
            yield partial(self._beside, name, here)

    def _beside(self, name: str, here: Variable, path: str) -> Any:
        named = split(path)
        return here.get(named[1]) if named and named[0] == name else self.get(path)

    def rows_at(self, path: str) -> list[Values]:
        """The rows of a subform, of the record or of what a step gave."""
        named = split(path)
        if named is None:
            return self.reader.rows(path)
        variable = self.variable(named[0])
        records = variable.records if variable else ()
        return [row for record in records for row in record.values.get(named[1]) or ()]

    def holds(self, condition: Condition | None) -> bool:
        return condition is None or is_true(condition, self.get, self.actor, self.env)

    def values(
        self, form: str, sources: Mapping[str, ValueSource], get: Get, subform: str = ""
    ) -> dict[str, Any]:
        target = self._shape(form)
        start = f"{subform}." if subform else ""
        with self._behind(form):
            return {
                path: value_for(
                    target.fields[start + path], source, get=get, env=self.env, app=self.app
                )
                for path, source in sources.items()
            }

    def find(
        self, form: str, match: Condition, get: Get, *, most: int = MAX_MATCHES
    ) -> list[Record]:
        """The records of another form that match; the right sides read this record."""
        found = ports.records().find(
            self.app, form, _filled(match, get), access=self.access(form), limit=most + 1
        )
        if len(found) > most:
            raise errors.too_many(self.title, most)
        return found

    def access(self, form: str) -> Access:
        """What the run may do with a form: everything, or what its member may do by hand."""
        if self.plan.document.acts_as.rights == "own":
            return ports.permissions().access(self.actor, self.app, form)
        return system_access(self.actor, form)

    def open_items(
        self, ledger: str, measure: str, match: Condition, named: tuple[str, str] | None = None
    ) -> list[dict[str, Any]]:
        """Balances of a ledger that are not 0, as typed values; one more than may be found, where
        they are more."""
        own = self.plan.document.acts_as.rights == "own"
        try:
            access = (
                ports.permissions().ledger_access(self.actor, self.app, ledger)
                if own
                else system_access(self.actor, ledger)
            )
        except NotFound:
            return []
        return ports.ledgers().open_items(
            self.app,
            ledger,
            measure,
            _filled(match, self.get),
            access=access,
            named=named,
            limit=MAX_FOUND + 1,
        )

    # Going on

    def bind(self, records: Iterable[Record], *, many: bool = False) -> None:
        """What this step gives to those after it."""
        name = self.here.step.id
        self.variables[name] = self._variable(name, records, many=many)

    def bind_values(self, values: Values) -> None:
        self.bind([unstored(self.app, values, self.actor.member_id)])

    def enter(self, block: str, steps: Iterable[Any], item: Record | None = None) -> None:
        """Does these steps next; ``item`` is what a loop is at."""
        items = dict(self.here.items)
        if item is not None:
            name = self.here.step.id
            items[name] = self._variable(name, [item], many=False)
        place = f"{self.here.place}.{block}"
        self._entered += [Ahead(f"{place}.{n}", one, items) for n, one in enumerate(steps)]

    def enter_if(
        self, block: str, steps: Iterable[Any], item: Record, when: Condition | None
    ) -> bool:
        """The same, if ``when`` holds with the loop at ``item``. Says whether it did."""
        if when is not None:
            outer = self.here
            items = {
                **outer.items,
                outer.step.id: self._variable(outer.step.id, [item], many=False),
            }
            self.here = Ahead(outer.place, outer.step, items)
            holds = self.holds(when)
            self.here = outer
            if not holds:
                return False
        self.enter(block, steps, item)
        return True

    def step_over(self, ahead: Ahead, do: Callable[[], Any]) -> Any:
        """Does one step; what it entered comes before what follows it."""
        self.done += 1
        if self.done > MAX_DONE:
            raise errors.too_long(self.title, MAX_DONE)
        self.here, self._entered = ahead, []
        saw = do()
        self.ahead[:0] = self._entered
        return saw

    _entered: list[Ahead] = field(default_factory=list)

    # Writing

    def create(self, form: str, values: dict[str, Any], *, submit: bool) -> Record:
        cause = self._deeper()
        with self._behind(form):
            made = ports.records().create(
                self.app, form, values, access=self.access(form), submit=submit, cause=cause
            )
        self._note("made", made)
        return made

    def change(self, record: Record, values: Mapping[str, Any]) -> bool:
        """False when there was nothing to change: a chain that has settled ends here. What is noted
        as before is what another left there while we waited for them; what stays as it is, is noted
        too, for it is now ours as well."""
        new = {p: v for p, v in values.items() if not is_same(record.values.get(p), v)}
        was = now = record
        if new:
            was, now = self._changed(record, new)
        for path in values:
            self._note("changed", record, path, was.values.get(path), now.values.get(path))
        return any(not is_same(was.values.get(path), now.values.get(path)) for path in new)

    def _changed(self, record: Record, new: Values) -> tuple[Record, Record]:
        """As it was when nobody else could change it any more, and as it is."""
        cause, was = self._deeper(), [record]
        with self._behind(record.form):
            access = self.access(record.form)
            now = ports.records().change(
                self.app, record.form, record.id, new, access=access, cause=cause, found=was.append
            )
        return was[-1], now

    def remove(self, record: Record) -> None:
        cause = self._deeper()
        with self._behind(record.form):
            access = self.access(record.form)
            ports.records().remove(self.app, record.form, record.id, access=access, cause=cause)
        self._note("removed", record)

    def submit(self, record: Record) -> Record:
        cause = self._deeper()
        with self._behind(record.form):
            after = ports.records().submit(
                self.app, record.form, record.id, access=self.access(record.form), cause=cause
            )
        self._note("submitted", record)
        return after

    def post_again(self, form: str, records: Sequence[Record]) -> None:
        cause, ids = self._deeper(), [record.id for record in records]
        with self._behind(form):
            ports.records().post_again(self.app, form, ids, actor=self.actor, cause=cause)

    def _behind(self, form: str) -> AbstractContextManager[None]:
        """What the form refuses inside is told as a refusal of this automation."""
        words = errors.titled(errors.REFUSED, self.title)
        return behind(self.app, self.shapes(form), words, self.asker)

    def _note(
        self, kind: str, record: Record, path: str = "", before: Any = None, after: Any = None
    ) -> None:
        self.wrote.append(
            Wrote(
                self.here.step.id,
                kind,
                record.form,
                record.id,
                path,
                to_json(before),
                to_json(after),
            )
        )

    def _variable(self, name: str, records: Iterable[Record], *, many: bool) -> Variable:
        wanted = self.plan.wanted.get(name, frozenset())
        return Variable.of(self.plan.known[name], records, wanted, many=many)

    def _of_variable(self, name: str, rest: str) -> Any:
        variable = self.variable(name)
        return variable.get(rest) if variable is not None else None

    def _over(self, get: Get) -> Get:
        return lambda path: self.get(path) if split(path) is not None else get(path)

    def _shape(self, form: str) -> FormShape:
        shape = self.shapes(form)
        if shape is None:
            raise LookupError(f"form {form} is not published")
        return shape

    def _deeper(self) -> Cause:
        """The cause of what a step writes. A run that comes back to where the chain has been, or
        goes too deep, is stopped at its first write."""
        link = f"{self.plan.key}#{self.record.id}"
        if link in self.cause.chain:
            raise errors.loop(self.title)
        if self.cause.depth >= MAX_DEPTH:
            raise errors.too_deep(self.title, MAX_DEPTH)
        return self.cause.deeper(link, self.asker)


def _filled(condition: Condition, get: Get) -> Condition:
    """Fields on the right side become values."""
    parts = tuple(
        _filled(part, get) if isinstance(part, Condition) else _filled_term(part, get)
        for part in condition.cond
    )
    return Condition(rel=condition.rel, cond=parts)


def _filled_term(term: Term, get: Get) -> Term:
    if not isinstance(term.value, FieldValue):
        return term
    value = get(term.value.field)
    if isinstance(value, list):
        listed = [_literal(one) for one in value if one is not None]
        op = {"eq": "in", "ne": "not_in"}.get(term.op, term.op)
        return Term(field=term.field, op=op, value=listed)  # type: ignore[arg-type]
    return Term(field=term.field, op=term.op, value=_literal(value))


def _literal(value: Any) -> Any:
    if value is None or isinstance(value, bool):
        return value
    return str(to_json(value))
