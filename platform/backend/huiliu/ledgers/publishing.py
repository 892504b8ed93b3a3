"""Publishes a ledger: tables that only grow, then one flip that fills a new balance table.

``prepare`` may be killed at any point and run again. ``flip`` locks out postings of the app for as
long as it sums the entries, and only when dimensions, measures or floors have changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from huiliu.core import ddl, ports
from huiliu.core.actor import AppRef
from huiliu.core.ddl import ColumnSpec
from huiliu.core.documents import InvalidDocument
from huiliu.core.errors import RuleRefused
from huiliu.core.forms import published_shapes
from huiliu.core.ports import Problem
from huiliu.ledgers import periods, snapshots
from huiliu.ledgers.allotted_problems import allotted_problems
from huiliu.ledgers.app_lock import lock_for_publishing
from huiliu.ledgers.balance_sums import fill_from_entries
from huiliu.ledgers.cost_problems import cost_problems
from huiliu.ledgers.cost_storage import CostStorage
from huiliu.ledgers.costing import pool_rows
from huiliu.ledgers.costing.rebuild import fill_pools
from huiliu.ledgers.costing.revaluations import COLUMNS
from huiliu.ledgers.document import LIMIT, LedgerDocument
from huiliu.ledgers.entry_store import has_entries
from huiliu.ledgers.limit_problems import broken_checks, check_problems, clipping_problems
from huiliu.ledgers.models import Ledger
from huiliu.ledgers.problems import problems
from huiliu.ledgers.storage import NOTHING, LedgerStorage, planned, shape_changes

_SHAPE = {
    "zh-CN": "“{id}”的类型或小数位数不能在发布后修改，请新建一个",
    "en": 'The type or scale of "{id}" cannot change once published; make a new one',
}
_COSTING = {
    "zh-CN": "已有流水，不能再更改成本核算方式",
    "en": "There are entries already: the way of costing can no longer change",
}
_BELOW_FLOOR = {
    "zh-CN": "已有余额低于新的下限，请先更正数据",
    "en": "Some balances are below the new floor already. Correct them first",
}


_FACTS = (
    ColumnSpec("cost", "text", "NOT NULL DEFAULT ''"),
    ColumnSpec("base", "scaled", "NOT NULL DEFAULT 0"),
    ColumnSpec("weight", "scaled", "NOT NULL DEFAULT 0"),
    ColumnSpec("source", "id"),
    ColumnSpec("feeds", "text", "NOT NULL DEFAULT ''"),
    ColumnSpec("by_row", "boolean", "NOT NULL DEFAULT FALSE"),
)
"""See ``costing.moves.Facts``."""
_SOURCE = (ColumnSpec("source", "id"),)


class LedgerPublisher:
    """``ports.Publisher`` for ledgers."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            document = LedgerDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        others = [
            LedgerDocument.parse(one.content)
            for one in ports.documents().published(app, "ledger")
            if one.key != key
        ]
        found = problems(document, published_shapes(app))
        found += check_problems(document, {other.id: other for other in others}.get)
        found += clipping_problems(document, {other.id: other for other in others}.get)
        found += broken_checks(document, others)
        found += cost_problems(document)
        found += allotted_problems(document, published_shapes(app))
        before = _storage_before(app, key)
        for id_ in shape_changes(before, document) if before else ():
            found.append(Problem(_pointer(document, id_), "shape_fixed", _SHAPE, {"id": id_}))
        if before and not found and _costs_otherwise(before, document):
            found.append(Problem("costing", "costing_fixed", _COSTING))
        return found

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> dict[str, Any]:
        """Column numbers are taken before the tables are touched: the journal of this publish."""
        document = LedgerDocument.parse(content)
        ledger, _ = Ledger.objects.get_or_create(app_id=app.id, key=key)
        before = LedgerStorage.of_json(ledger.storage) if ledger.storage else None
        storage, ledger.last_column = planned(ledger.id, before, document, ledger.last_column)
        ledger.save(update_fields=["last_column"])
        _ensure_entries(storage)
        if storage.cost is not None:
            _ensure_costs(storage, storage.cost)
        if before is None or before.generation != storage.generation:
            _make_balances(storage)
        return storage.as_json()

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None:
        lock_for_publishing(app.id)
        ledger = Ledger.objects.select_for_update().get(app_id=app.id, key=key)
        storage = LedgerStorage.of_json(prepared)
        if not ledger.storage or ledger.storage["generation"] != storage.generation:
            _fill(storage)
            snapshots.keep_all(storage, periods.closed_days(app))
        if storage.cost is not None and ledger.storage.get("cost") != storage.cost.as_json():
            fill_pools(storage, storage.cost)
        ledger.storage, ledger.version = prepared, n
        ledger.closed_through = periods.closed_through(app)
        ledger.save(update_fields=["storage", "version", "closed_through"])

    def retire(self, app: AppRef, key: str) -> None:
        """Nothing posts to it any more; its entries stay as they are."""
        lock_for_publishing(app.id)
        Ledger.objects.filter(app_id=app.id, key=key).update(version=None)


def _fill(storage: LedgerStorage) -> None:
    try:
        with transaction.atomic():
            fill_from_entries(storage)
    except IntegrityError:
        raise RuleRefused("BELOW_FLOOR", _BELOW_FLOOR) from None


def _storage_before(app: AppRef, key: str) -> LedgerStorage | None:
    found = Ledger.objects.filter(app_id=app.id, key=key).values_list("storage", flat=True).first()
    return LedgerStorage.of_json(found) if found else None


def _costs_otherwise(before: LedgerStorage, document: LedgerDocument) -> bool:
    """Costing may begin at any time; once entries have costs, its way is fixed."""
    if before.cost is None:
        return False
    after, _ = planned(0, before, document, 0)
    same = after.cost is not None and after.cost.same_way(before.cost)
    return not same and has_entries(before)


def _pointer(document: LedgerDocument, id_: str) -> str:
    if id_ in document.dimension:
        return f"dimensions.{[*document.dimension].index(id_)}"
    return f"measures.{[*document.measure].index(id_)}"


def _ensure_entries(storage: LedgerStorage) -> None:
    table = storage.entries
    columns = [
        ColumnSpec("posting", "text", "NOT NULL"),
        ColumnSpec("form", "text", "NOT NULL"),
        ColumnSpec("record", "id", "NOT NULL"),
        ColumnSpec("line", "id"),
        ColumnSpec("date", "date", "NOT NULL"),
        ColumnSpec("at", "datetime", "NOT NULL"),
        ColumnSpec("by", "id", "NOT NULL"),
        ColumnSpec("reverses", "id"),
        *_dimension_columns(storage),
        *(ColumnSpec(m.column, "scaled", "NOT NULL DEFAULT 0") for m in storage.measures),
        *(_FACTS if storage.cost else _SOURCE if storage.sources else ()),
    ]
    ddl.ensure_table(table, columns)
    ddl.ensure_index(f"{table}_record", table, ["record", "form"])
    ddl.ensure_index(
        f"{table}_undo", table, ["reverses"], unique=True, where="reverses IS NOT NULL"
    )
    key = f"{table}_key_{'_'.join(storage.key_columns)}"
    ddl.ensure_index(key, table, [*storage.key_columns, "date", "id"])
    ddl.ensure_index(f"{table}_date", table, ["date"])
    if storage.sources:
        ddl.ensure_index(f"{table}_source", table, ["source"], where="source IS NOT NULL")


def _ensure_costs(storage: LedgerStorage, cost: CostStorage) -> None:
    """The table of pools, and the ways from a pool and from a source to their entries."""
    table = storage.entries
    scope = [*cost.scope]
    ddl.ensure_table(
        cost.pools,
        pool_rows.columns(storage, cost),
        key="",
        constraints=[f"PRIMARY KEY ({ddl.names(scope)})"],
        fillfactor=50,
    )
    ddl.ensure_table(cost.changes, COLUMNS)
    ddl.ensure_index(f"{cost.changes}_by", cost.changes, ["revaluation"])
    ddl.ensure_index(f"{table}_source", table, ["source"], where="source IS NOT NULL")
    if scope != [*storage.key_columns[: len(scope)]] or len(scope) < len(storage.key_columns):
        ddl.ensure_index(f"{table}_pool_{'_'.join(scope)}", table, [*scope, "date", "id"])


def _make_balances(storage: LedgerStorage) -> None:
    """Anew: what a killed publish left half made holds nothing that the entries do not."""
    columns = [
        *_dimension_columns(storage),
        *(
            ColumnSpec(
                m.column,
                "scaled",
                f'NOT NULL DEFAULT 0 CHECK ("{m.column}" BETWEEN {m.low} AND {LIMIT})',
            )
            for m in storage.measures
        ),
        ColumnSpec("last_on", "date", f"NOT NULL DEFAULT {_literal(NOTHING['date'])}"),
    ]
    key = f"PRIMARY KEY ({ddl.names(storage.key_columns)})"
    ddl.drop_table(storage.balances)
    ddl.ensure_table(storage.balances, columns, key="", constraints=[key], fillfactor=50)
    key = f"PRIMARY KEY (through, {ddl.names(storage.key_columns)})"
    kept = snapshots.columns(storage, _dimension_columns(storage))
    ddl.drop_table(storage.snapshots)
    ddl.ensure_table(storage.snapshots, kept, key="", constraints=[key])


def _dimension_columns(storage: LedgerStorage) -> list[ColumnSpec]:
    return [
        ColumnSpec(d.column, d.kind, f"NOT NULL DEFAULT {_literal(NOTHING[d.kind])}")
        for d in storage.dimensions
    ]


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, int) else f"'{value}'"
