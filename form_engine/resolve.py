"""What a plan asks of the database: everything a save needs to know of others, in few batches."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any, Protocol

from huiliu.core.conditions import Condition

Pointer = str | int
"""A public id as on the wire, or an internal id from inside the server."""
Key = tuple[int, int | None]
"""A line of a document, or without a row the document itself."""
Values = dict[str, Any]


class Resolve(Protocol):
    """Bound to one app and one actor. Nothing here is asked for values that did not change."""

    def ids(
        self, form: str, given: Collection[Pointer], *, kept: Collection[int]
    ) -> Mapping[Pointer, int]:
        """Given id → internal id of those records that exist (and were not deleted), as far as
        this actor may choose them. ``kept`` are records pointed at already: they count as
        existing and choosable, whatever became of them. One query, or none after ``learn``."""

    def learn(self, wanted: Mapping[str, Collection[Pointer]]) -> None:
        """Asks ahead, by form, for what ``ids`` will be asked. One round trip."""

    def fulfilling(self, form: str, ids: Collection[int], where: Condition) -> Collection[int]:
        """Those of the records that fulfil the condition. It has only literals and current
        values: the plan has put this record's values in. One query."""

    def first(self, form: str, where: Condition, order: Sequence[tuple[str, bool]]) -> int | None:
        """The first record that fulfils the condition, by these paths (and whether descending),
        the oldest among equals; whoever may see it. One query, or none if it was asked before."""

    def values(
        self, wanted: Mapping[str, tuple[Sequence[int], Sequence[str]]]
    ) -> Mapping[str, Mapping[int, Mapping[str, Any]]]:
        """By form (records, paths): typed values of the records, by path, also through references
        and ``$title``. One query a table."""

    def sources(
        self, form: str, sub: str | None, records: Collection[int], paths: Collection[str]
    ) -> Mapping[Key, Values]:
        """Values at paths of the lines (or of the records) that others follow from."""

    def taken(
        self, form: str, scope: str, key: str, keys: Collection[int], paths: Sequence[str]
    ) -> Mapping[int, tuple[Any, ...]]:
        """What approved documents of ``form`` took of each source: sums of their fields."""

    def taken_beside(
        self, link: str, keys: Collection[int], sources: Sequence[str]
    ) -> Mapping[int, tuple[Any, ...]]:
        """What approved documents of another form took by ``form.link`` of each source: the sum of
        its quantities, then of its shares of the amounts ``sources``."""

    def balances(
        self, ledger: str, keys: Sequence[Mapping[str, Any]]
    ) -> Sequence[Mapping[str, Decimal]]:
        """Of each key (dimension → value) the measures of the ledger. One query."""

    def narrowed(
        self, ledger: str, measure: str, keys: Sequence[Mapping[str, Any]], where: Condition
    ) -> Sequence[Decimal]:
        """Of each key a measure of the ledger, of those balances only for which ``where`` holds.
        One query."""

    def members(
        self, given: Collection[Pointer], *, departments: Sequence[str], roles: Sequence[str]
    ) -> Mapping[Pointer, int]:
        """Active members; only those in one of these departments or roles, if any are named."""

    def departments(self, given: Collection[Pointer]) -> Mapping[Pointer, int]: ...

    def main_department(self) -> int | None:
        """Of the actor."""

    def files(self, given: Collection[str]) -> Mapping[str, Mapping[str, Any]]:
        """``{"id", "name", "size", "type"}`` of uploads this actor made or may see."""
