"""What a step of a flow needs to know: which record, who started it, who acts now, and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition
from huiliu.core.errors import NotFound
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import FormShape, published_shapes
from huiliu.core.paths import Get, Paths, env_of, is_true
from huiliu.core.records import Record
from workflow_engine.literals import with_internal_ids
from workflow_engine.votes import YES

if TYPE_CHECKING:
    from workflow_engine.models import Process


class Run:
    """One action on one run. The record is read at most once, and only if something asks for it."""

    def __init__(
        self,
        *,
        form: str,
        record_id: int,
        actor: Actor,
        cause: Cause,
        initiator_id: int,
        initiator_department: int | None,
        app: AppRef | int,
        record: Record | None = None,
    ) -> None:
        """``app``: its id will do, if nothing asks for more."""
        self._app = app
        self.form = form
        self.record_id = record_id
        self.actor = actor
        self.cause = cause
        self.initiator_id = initiator_id
        self.initiator_department = initiator_department
        self.by_itself = False
        """Nobody acts: a time has come, or another record is done."""
        self._record = record
        self.numbers: list[int] = []
        """Given to visits of this run that are still to be made."""
        self.process: Process | None = None
        """None only until the run has begun."""

    @cached_property
    def app(self) -> AppRef:
        known = self._app
        return ports.documents().app_by_id(known) if isinstance(known, int) else known

    @property
    def record(self) -> Record:
        if self._record is None:
            everything = system_access(self.actor, self.form)
            self._record = ports.records().read(
                self.app, self.form, self.record_id, access=everything
            )
        return self._record

    @record.setter
    def record(self, changed: Record) -> None:
        self._record = changed

    def decide(self, event: str) -> None:
        """The flow's word on the record, which is read and locked as it is now."""
        self._record = ports.records().decide(
            self.app, self.form, self.record_id, event, actor=self.actor, cause=self.cause
        )

    @cached_property
    def now(self) -> datetime:
        return ports.clock().now()

    @cached_property
    def initiator(self) -> Actor:
        if self.initiator_id == self.actor.member_id:
            return self.actor
        return ports.org().actor(self.initiator_id)

    @cached_property
    def shape(self) -> FormShape:
        found = published_shapes(self.app)(self.form)
        if found is None:
            raise NotFound
        return found

    @property
    def choices(self) -> Mapping[str, Sequence[int]]:
        """Node → members, as people have chosen them."""
        return self.process.choices if self.process is not None else {}

    def last_handlers(self, *, but: str = "") -> list[int]:
        """Whoever said yes at the newest visit that anybody has answered, but for that node."""
        if self.process is None or self.process.pk is None:
            return []
        said_yes = self.process.items.filter(state__in=YES, stale=False).exclude(node=but)
        newest = said_yes.order_by("-task_id").values_list("task_id", flat=True).first()
        mine = said_yes.filter(task_id=newest).order_by("position", "id")
        return list(mine.values_list("member_id", flat=True))

    def reader(self, asked: Iterable[str]) -> Get:
        """Values of the record at these paths, fetched together."""
        return Paths.of(self.shape, asked).reader(self.record).at_record

    def holds(self, condition: Condition) -> bool:
        """Whether it is true of the record. "Current member" is the initiator: the way a document
        takes must not depend on who happened to press the button before."""
        get = self.reader(paths(condition))
        ready = with_internal_ids(condition, self.shape, self.app)
        return is_true(ready, get, self.initiator, env_of(self.initiator))
