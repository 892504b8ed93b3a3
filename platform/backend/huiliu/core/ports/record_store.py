"""What others may do with the records of forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.conditions import Condition
from huiliu.core.records import Record, Values


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
