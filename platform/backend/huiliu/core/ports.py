"""How engines meet: Protocols, bound once in ``huiliu/server/wiring.py``.

An engine asks ``ports.ledgers()``; it never imports another engine. Tests bind fakes with
``ports.bound(ledgers=FakeLedgers())``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Protocol, cast

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition
from huiliu.core.figures import FigureQuery, Key
from huiliu.core.records import Record, RecordEvent, Values
from huiliu.core.text import Words
from huiliu.core.working_time import WorkingTime


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""

    def today(self, time_zone: str) -> date:
        """The business day where the actor lives."""


class Jobs(Protocol):
    """A job is a row written in the caller's transaction; anything else only wakes the runner."""

    def enqueue(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        workspace_id: int,
        member_id: int | None = None,
        key: str | None = None,
        run_after: datetime | None = None,
        queue: str = "default",
    ) -> int:
        """The job's id. ``key`` is the idempotency key: a second enqueue with it is the first."""

    def schedule(
        self,
        key: str,
        kind: str,
        payload: Mapping[str, Any],
        *,
        cron: str,
        time_zone: str,
        workspace_id: int,
    ) -> None:
        """Sets or replaces the schedule of that key: a job of ``kind`` whenever the line of cron
        (minute, hour, day, month, weekday) names the minute in that zone."""

    def unschedule(self, key: str, *, workspace_id: int) -> None: ...


@dataclass(frozen=True)
class PublishedDocument:
    kind: str
    key: str
    version: int
    """The number of the published version, 1, 2, …"""
    content: Mapping[str, Any]


class Documents(Protocol):
    """Published definitions, cached by ``(app.id, app.rev)``."""

    def app(self, workspace_id: int, key: str) -> AppRef: ...
    def app_by_id(self, app_id: int) -> AppRef: ...
    def published(self, app: AppRef, kind: str) -> Sequence[PublishedDocument]: ...
    def find(self, app: AppRef, kind: str, key: str) -> PublishedDocument | None: ...
    def may_open(self, actor: Actor, app: AppRef, kind: str, key: str) -> bool:
        """Whether the grants on the app and on the document let the actor in at all. What they
        may do inside is said by permission groups."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a document. ``path`` points into the JSON: ``fields.3.formula``."""

    path: str
    code: str
    words: Words
    data: Mapping[str, str] = field(default_factory=dict)


class Publisher(Protocol):
    """What an engine does for one kind of document. ``prepare`` is outside the publishing
    transaction and must be repeatable after a kill at any point (add-only DDL); ``flip`` is inside
    it and makes version ``n`` the current one."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]: ...
    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> Any: ...
    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None: ...


class Records(Protocol):
    """``form_engine``: the only writer of records. Every call runs the whole pipeline."""

    def create(
        self, app: AppRef, form: str, values: Values, *, access: Access, submit: bool, cause: Cause
    ) -> Record:
        """``values`` as on the wire (strings, public ids) or typed; validated either way."""

    def create_many(
        self,
        app: AppRef,
        form: str,
        many: Sequence[Values],
        *,
        access: Access,
        submit: bool,
        cause: Cause,
    ) -> list[Record]:
        """All of them or none, in this order; stored together."""

    def change(
        self,
        app: AppRef,
        form: str,
        record_id: int,
        values: Values,
        *,
        access: Access,
        cause: Cause,
        rev: int | None = None,
        found: Callable[[Record], None] = lambda _: None,
    ) -> Record:
        """``found`` is given the record as it was once nobody else could change it."""

    def remove(
        self, app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause
    ) -> None: ...

    def restore(
        self, app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause
    ) -> Record: ...

    def submit(
        self, app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause
    ) -> Record:
        """A draft that is complete goes to its approvers; without a flow it is approved."""

    def withdraw(
        self, app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause
    ) -> Record: ...

    def unapprove(
        self, app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause
    ) -> Record: ...

    def read(
        self,
        app: AppRef,
        form: str,
        record_id: int,
        *,
        access: Access,
        deleted: bool = False,
        lock: bool = False,
    ) -> Record:
        """``deleted``: one that is in the recycle bin, for who may restore it. ``lock``: nobody
        else changes it until the end of the transaction."""

    def find(
        self,
        app: AppRef,
        form: str,
        where: Condition,
        *,
        access: Access,
        limit: int = 100,
        newest: bool = False,
        after: int = 0,
    ) -> list[Record]:
        """The oldest first, or the newest; ``after``: only those made later than this one."""

    def latest(
        self, app: AppRef, form: str, where: Condition, *, by: str | None, access: Access
    ) -> Record | None:
        """The one with the greatest value of ``by``, of equals the newest; None: the newest. Raises
        ValidationFailed for a path that the reader does not see."""

    def lookup(self, record: Record, path: str) -> Any:
        """The value at a path of the record, through references (``warehouse.department``)."""

    def titles(self, app: AppRef, form: str, ids: Sequence[int]) -> Mapping[int, tuple[str, str]]:
        """Internal id → (public id, title), for what the caller has already decided to show."""

    def seen_title(self, app: AppRef, form: str, record_id: int, actor: Actor) -> str:
        """What a record is called; empty for who may not see it, or not what it is called."""

    def to_json(self, record: Record, *, access: Access) -> dict[str, Any]:
        """The wire form of a record, hidden fields absent."""

    def ids(self, app: AppRef, form: str, uids: Sequence[str]) -> Mapping[str, int]:
        """Public id → internal id, of those that exist. Decides nothing about who may see them."""

    def values(
        self, app: AppRef, form: str, ids: Sequence[int], paths: Sequence[str]
    ) -> Mapping[int, Mapping[str, Any]]:
        """Typed values at paths of many records, through references, one query a table. For
        formulas and postings that read through a reference; shows nothing to anybody."""

    def texts(
        self, record: Record, paths: Sequence[str], *, access: Access, language: str
    ) -> Mapping[str, str]:
        """The values as words for a person (titles, option labels, dates, plain decimals), for
        messages and summaries. A path that ``access`` hides on this record is absent."""

    def row_texts(
        self, record: Record, sub: str, paths: Sequence[str], *, access: Access, language: str
    ) -> Sequence[Mapping[str, str]]:
        """The same for each row of a subform, in its order; without ``sub`` for the record."""

    def attach(
        self, app: AppRef, form: str, record_id: int, files: Sequence[str], *, actor: Actor
    ) -> None:
        """Files the actor has uploaded, said with an action on the record: whoever may see the
        record may open them. Raises ValidationFailed for a file that is not theirs."""

    def totals(
        self,
        app: AppRef,
        form: str,
        where: Condition,
        group_by: Sequence[str],
        measures: Mapping[str, tuple[str, str | None]],
        *,
        access: Access,
    ) -> list[dict[str, Any]]:
        """Typed values by field and measure, one a group. ``measures``: name → function (count,
        sum, avg, min, max) and number field."""

    def operand(self, app: AppRef, form: str, id_sql: str, path: str) -> Any:
        """An ``expressions.sql.Operand`` that reads ``path`` (also ``$title``) of the record whose
        internal id is the SQL expression ``id_sql``: so that others can put a condition on it."""

    def called(self, app: AppRef, form: str, id_sql: str) -> Any:
        """The same of the title, for searching many rows: records are looked through once, not one
        for each row. Nothing is true of a row that points at none."""

    def retract(
        self, app: AppRef, form: str, record_id: int, *, access: Access, cause: Cause
    ) -> None:
        """Takes back a record that an automation made: an approved document is un-approved with
        all its effects, a pending one withdrawn; then a document is voided (its number stays), a
        plain record removed. Refuses where un-approval would refuse."""

    def post_again(
        self, app: AppRef, form: str, ids: Sequence[int], *, actor: Actor, cause: Cause
    ) -> None:
        """The ledgers look at approved documents anew, in this order, after everything else of the
        transaction: what they keep within a check may be more or less by now."""

    def renumber(
        self, app: AppRef, form: str, records: Sequence[Record], *, actor: Actor, cause: Cause
    ) -> int:
        """Gives the records their numbers anew, in this order and without gaps."""

    def write_derived(
        self,
        app: AppRef,
        form: str,
        record_id: int,
        given: Mapping[tuple[str, int | None], Any],
        *,
        actor: Actor,
        cause: Cause,
    ) -> None:
        """What another engine worked out for a record (its costs), and what its formulas make of
        it: no new revision, no line in the history. ``("lines.cost", row)`` is one row's value,
        ``("lines.cost", None)`` that of all rows not named, ``("cost", None)`` the record's."""

    def decide(
        self, app: AppRef, form: str, record_id: int, event: str, *, actor: Actor, cause: Cause
    ) -> Record:
        """A flow's word on a pending document: ``approved``, ``rejected`` or ``withdrawn``.
        ``approved`` re-validates and posts to ledgers in this transaction; it may refuse."""

    def take_up(self, record: Record, *, actor: Actor, cause: Cause) -> Record:
        """A flow takes up a draft that it had given back: pending again, checked as when it was
        submitted, and no flow is started."""


@dataclass(frozen=True)
class NodeRights:
    """What the holder of a to-do may see and edit on the record, by field path."""

    task_id: int
    fields: Mapping[str, str]


class Flows(Protocol):
    """``workflow_engine``: approvals."""

    def foresee(self, app: AppRef, form: str) -> None:
        """A record of the form is about to be submitted: what its start must ask goes along with
        what is asked next."""

    def start(self, record: Record, *, actor: Actor, cause: Cause) -> bool:
        """False when the form has no flow, so that the document is approved at once. May finish
        at once too (no node applies): then it has called ``Records.decide`` before returning."""

    def withdraw(self, record: Record, *, actor: Actor, comment: str = "") -> None: ...

    def retract(self, record: Record, *, actor: Actor) -> None:
        """As ``withdraw``, for the system itself: whoever started it, and at any time."""

    def rights(self, record: Record, actor: Actor) -> NodeRights | None:
        """Of the actor's open work item on this record; None if there is none."""

    def access(self, actor: Actor, app: AppRef, form: str, record_id: int) -> Access | None:
        """What the actor's tasks and copies, also those that are done, show them of the record."""

    def timeline(self, record: Record, *, actor: Actor) -> list[dict[str, Any]]: ...
    def diagram(self, record: Record, *, actor: Actor) -> dict[str, Any] | None:
        """The flow's tree with where the record is; None if it never was in a flow."""


@dataclass(frozen=True)
class Posting:
    """One event on its way to the ledgers: who did it, and why. ``anew``: what is kept within a
    check is weighed again, though nothing of the record changed."""

    event: RecordEvent
    actor: Actor
    cause: Cause
    anew: bool = False


@dataclass(frozen=True)
class Standing:
    """A balance now, and once the document is approved; None: nobody can or may say."""

    now: Decimal
    after: Decimal | None


@dataclass(frozen=True)
class PostedAmount:
    """What one posting rule counted for one record, or for one of its rows (``line``)."""

    record: int
    posting: str
    line: int | None
    amount: Decimal


class Reports(Protocol):
    """``huiliu.reports``."""

    def lines(
        self, app: AppRef, report: str, *, actor: Actor, given: Mapping[str, str], everything: bool
    ) -> list[dict[str, Any]]:
        """What the report says now: typed values by column, ``record`` is the id of what a line
        is about. ``given``: parameters as text. ``everything``: not only what the actor may see.
        Raises NotFound, TooLarge."""


class Ledgers(Protocol):
    """``huiliu.ledgers``. What applies is called inside the record's transaction, last."""

    def foresee(self, app: AppRef, form: str) -> None:
        """A record of the form is about to be stored and may be posted in this transaction: what
        its posting must ask goes along with what is asked next."""

    def apply_all(self, postings: Sequence[Posting]) -> None:
        """All events of one transaction in their order. The writer of records collects them and
        calls this once, before commit: balances are locked in one order over everything."""

    def apply(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> None:
        """Posts, re-posts or undoes what the event means for every ledger of the app. Raises
        ``RuleRefused`` with the ledger's own code when a floor would be broken."""

    def require_open(self, app: AppRef, day: date, *, posts: bool) -> None:
        """Raises RuleRefused ``PERIOD_CLOSED`` for a day in a closed period. ``posts``: a closing
        waits until this transaction is over."""

    def sums(
        self, app: AppRef, ledger: str, per: Sequence[str], keys: Sequence[Sequence[Any]] | None
    ) -> list[dict[str, Any]]:
        """Balances as typed values by dimension and measure, one for each different value of
        ``per`` (none: all dimensions) among ``keys`` (None: all). Shows nothing to anybody."""

    def amounts(
        self, app: AppRef, ledger: str, keys: Sequence[Mapping[str, Any]]
    ) -> Sequence[Mapping[str, Decimal]]:
        """The measures at each key (dimension → typed value, None is empty; the same dimensions in
        all, others are added up). Nothing of a ledger that is not there. Nobody is asked who may
        see it."""

    def sums_of(
        self, app: AppRef, ledger: str, per: Sequence[str], dimension: str, value: int
    ) -> list[dict[str, Any]]:
        """As ``sums``, of all balances with that record in that dimension of ``per``."""

    def sums_within(
        self,
        app: AppRef,
        ledger: str,
        per: Sequence[str],
        dimension: str | None,
        *,
        first: str | None,
        last: str | None,
    ) -> list[dict[str, Any]]:
        """As ``sums``, of all balances whose ``dimension`` (a text) is between two values, both of
        them too; None is no bound. Shows nothing to anybody."""

    def figures(
        self, app: AppRef, query: FigureQuery, *, access: Access
    ) -> Mapping[Key, Decimal | date]:
        """Key → figure, as far as ``access`` (to the ledger) reaches. Raises NotFound when it does
        not show the figure. Keys without anything are absent."""

    def may_figure(self, app: AppRef, query: FigureQuery, *, access: Access) -> bool:
        """Whether ``figures`` would show it."""

    def shown_amount(
        self, app: AppRef, ledger: str, key: Mapping[str, Any], measure: str, actor: Actor
    ) -> Decimal | None:
        """A measure, or a check (可用量), at a key (dimension → typed value, None is empty), as the
        actor may see it; None: nothing they may see."""

    def open_rows(
        self, app: AppRef, ledger: str, key: Mapping[str, Any], measure: str, actor: Actor
    ) -> list[dict[str, Any]]:
        """Balances of a key (dimension → typed value) that are not 0, as the actor may see them:
        values on the wire by dimension and measure. At most a thousand."""

    def open_items(
        self,
        app: AppRef,
        ledger: str,
        measure: str,
        where: Condition,
        *,
        access: Access,
        named: tuple[str, str] | None = None,
        limit: int,
    ) -> list[dict[str, Any]]:
        """Balances that are not 0 and fulfil a condition on dimensions, as typed values, of the
        rows that ``access`` (to the ledger) shows whole. ``named``: a dimension and a text that
        has to hold its words."""

    def closed_through(self, app: AppRef) -> date | None:
        """The last closed day."""

    def close(self, app: AppRef, through: date, *, actor: Actor, check: Callable[[], None]) -> None:
        """Closes all days up to ``through``. ``check`` may refuse; nobody posts meanwhile."""

    def reopen(self, app: AppRef, *, actor: Actor) -> date:
        """The last closed period; the day up to which it was closed."""

    def posted(
        self, app: AppRef, ledger: str, measure: str, form: str, records: Sequence[int]
    ) -> Sequence[PostedAmount]:
        """What records of one form count for in a ledger now. Shows nothing to anybody; call
        ``send_pending`` first."""

    def standing(
        self,
        record: Record,
        ledger: str,
        measure: str,
        keys: Sequence[Mapping[str, Any]],
        *,
        access: Access,
    ) -> Sequence[Standing | None]:
        """Of each key (dimension → typed value, the same dimensions in all; others are added up)
        the balance as the reader may see it; None where they see nothing. ``access`` is theirs on
        the record; on the ledger they have their own."""

    def visible(
        self, app: AppRef, ledger: str, values: Mapping[str, Any], actor: Actor
    ) -> frozenset[str] | None:
        """Which of such values the actor may see; None: nothing of that row."""


class Vouchers(Protocol):
    """``huiliu.journal``: vouchers of documents. Called inside the record's transaction, after
    its ledgers."""

    def concerned(self, app: AppRef, form: str) -> bool:
        """Whether anything has to be told. Asks the database nothing."""

    def apply_all(self, postings: Sequence[Posting]) -> None:
        """All events of one transaction in their order."""

    def revalued(self, app: AppRef, documents: Sequence[tuple[str, int]], *, by: int) -> None:
        """Documents (form, internal id) whose costs became others through what ``by`` did."""


@dataclass(frozen=True)
class FlowSteps:
    """Steps of automations at a node of a flow. ``key``: ``flow/node``; with ``version`` (of the
    flow) it names them for ever."""

    key: str
    version: int
    title: Words
    steps: tuple[Mapping[str, Any], ...]


class Automations(Protocol):
    """``workflow_engine.automations``: the in-transaction steps; the others follow from events."""

    def run(self, event: RecordEvent, *, actor: Actor, cause: Cause) -> bool:
        """Whether any ran, and so may have written something."""

    def step_problems(
        self, app: AppRef, form: str, steps: Sequence[Mapping[str, Any]]
    ) -> list[Problem]:
        """What is wrong with steps that a flow of the form shall do. Pointers: ``steps.0.form``."""

    def perform(self, record: Record, steps: FlowSteps, *, actor: Actor, cause: Cause) -> None:
        """Does a flow's steps in this transaction; those that leave the database follow after
        the commit. Un-approval, rejection and withdrawal take them back."""


class Permissions(Protocol):
    def access(self, actor: Actor, app: AppRef, form: str) -> Access:
        """Raises NotFound when the actor may do nothing at all with the form."""

    def ledger_access(self, actor: Actor, app: AppRef, ledger: str) -> Access:
        """The same for a ledger: paths are its dimensions and measures."""


@dataclass(frozen=True)
class Person:
    id: int
    name: str
    active: bool


class Org(Protocol):
    """The public id of a member or a department is its number as a string. Who is named by a
    department's key works there or anywhere below it."""

    def actor(self, member_id: int) -> Actor: ...
    def member(self, member_id: int) -> Person: ...
    def names(self, member_ids: Sequence[int]) -> Mapping[int, str]: ...
    def department_names(self, ids: Sequence[int]) -> Mapping[int, str]: ...
    def departments_of(self, member_id: int) -> list[int]:
        """The main department first."""

    def heads(self, department_id: int) -> list[int]: ...
    def parent_department(self, department_id: int) -> int | None: ...
    def in_roles(self, workspace_id: int, roles: Sequence[str]) -> list[int]:
        """Active member ids by role keys."""

    def in_departments(self, workspace_id: int, departments: Sequence[str]) -> list[int]:
        """Active members of these departments, by their keys, or of any below them."""

    def working_in(self, workspace_id: int, department_ids: Sequence[int]) -> list[int]:
        """Active members of these departments, or of any below them."""

    def by_keys(self, workspace_id: int, members: Sequence[str]) -> list[int]:
        """Active member ids by member keys (their login names)."""

    def administrators(self, workspace_id: int) -> list[int]: ...
    def working_time(self, workspace_id: int) -> WorkingTime:
        """When the workspace works, as its administrators have set it."""

    def active(self, workspace_id: int, member_ids: Sequence[int]) -> list[int]:
        """Those of them who are active members of the workspace, in the order given."""

    def resolve_member(self, workspace_id: int, public_id: str) -> int | None: ...
    def resolve_department(self, workspace_id: int, public_id: str) -> int | None: ...
    def called(self, workspace_id: int, names: Sequence[str]) -> Mapping[str, Sequence[int]]:
        """Active members by what people call them: name or login. Several may share a name."""

    def departments_called(
        self, workspace_id: int, names: Sequence[str]
    ) -> Mapping[str, Sequence[int]]:
        """Departments by name or key."""


class Notifier(Protocol):
    def notify(
        self,
        workspace_id: int,
        members: Sequence[int],
        *,
        kind: str,
        words: Words,
        data: Mapping[str, str],
        link: Mapping[str, str],
        key: str,
    ) -> None:
        """Rows in this transaction, live messages after it. ``link``: ``{"app","form","record"}``
        or ``{"task"}``. ``key`` makes a repeat harmless."""

    def post(
        self, workspace_id: int, channel: str, *, text: str, link: Mapping[str, str], key: str
    ) -> None:
        """To a group, now, outside any transaction. Raises OutgoingFailed when it may be tried
        again, else refuses. ``key`` is the same at every attempt."""

    def reader_of(self, workspace_id: int, channel: str) -> int:
        """The member whose rights decide what may be shown to the group."""

    def email(self, to: str, subject: str, body: str, *, key: str) -> None:
        """As ``post``, to one address."""

    def address_of(self, member_id: int) -> str:
        """Where a member wants e-mail; empty when they want none."""

    def is_address(self, text: str) -> bool: ...


class Events(Protocol):
    def publish(self, name: str, payload: Mapping[str, Any], *, workspace_id: int) -> None:
        """One outbox row in this transaction; each subscriber hears it at least once, after."""


class Secrets(Protocol):
    def reveal(self, workspace_id: int, name: str) -> str:
        """Refuses with ``NO_SUCH_SECRET``. For one use: never stored, logged or shown."""


_bound: dict[str, Any] = {}


def bind(**implementations: Any) -> None:
    """Called once by the composition root."""
    _bound.update(implementations)


@contextmanager
def bound(**implementations: Any) -> Iterator[None]:
    """For tests: other implementations for a while."""
    before = dict(_bound)
    _bound.update(implementations)
    try:
        yield
    finally:
        _bound.clear()
        _bound.update(before)


def _port(name: str) -> Any:
    try:
        return _bound[name]
    except KeyError:
        raise RuntimeError(f"The port '{name}' is not bound: see huiliu/server/wiring.py") from None


def clock() -> Clock:
    return cast(Clock, _port("clock"))


def jobs() -> Jobs:
    return cast(Jobs, _port("jobs"))


def documents() -> Documents:
    return cast(Documents, _port("documents"))


def records() -> Records:
    return cast(Records, _port("records"))


def flows() -> Flows:
    return cast(Flows, _port("flows"))


def ledgers() -> Ledgers:
    return cast(Ledgers, _port("ledgers"))


def vouchers() -> Vouchers:
    return cast(Vouchers, _port("vouchers"))


def reports() -> Reports:
    return cast(Reports, _port("reports"))


def automations() -> Automations:
    return cast(Automations, _port("automations"))


def permissions() -> Permissions:
    return cast(Permissions, _port("permissions"))


def org() -> Org:
    return cast(Org, _port("org"))


def notifier() -> Notifier:
    return cast(Notifier, _port("notifier"))


def events() -> Events:
    return cast(Events, _port("events"))


def secrets() -> Secrets:
    return cast(Secrets, _port("secrets"))
