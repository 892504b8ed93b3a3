"""The race in raw SQL: the same rows as ours, by a careful hand, nothing checked but the stock.

One transaction: number, header, lines, history, outbox, entries, and last of all the balances,
locked in the order of their keys by the statement that changes them.
"""

from __future__ import annotations

import json
import os
from decimal import Decimal
from typing import Any

import psycopg

_NUMBER = """INSERT INTO hand_counter (scope, value) VALUES (%s, 1)
  ON CONFLICT (scope) DO UPDATE SET value = hand_counter.value + 1 RETURNING value"""
_HEADER = """INSERT INTO hand_order (no, bill_date, customer_id, warehouse_id, store, channel,
    contact, carrier, tracking_no, salesperson_id, total_qty, total, remark, state, rev,
    created_by_id, created_at, updated_at)
  VALUES (%s, %s, %s, %s, 1, %s, %s, %s, %s, 1, %s, %s, %s, 'approved', 1, 1, now(), now())
  RETURNING id"""
_LINES = """INSERT INTO hand_orderline (order_id, pos, product_id, spec, unit, qty, price, amount,
    note)
  SELECT %s, pos - 1, p.id, p.spec, p.unit, t.qty, t.price, round(t.qty * t.price, 2), t.note
  FROM unnest(%s::bigint[], %s::numeric[], %s::numeric[], %s::text[])
    WITH ORDINALITY AS t (product, qty, price, note, pos) JOIN hand_product p ON p.id = t.product
  RETURNING id, product_id, qty"""
_HISTORY = """INSERT INTO hand_history (order_id, member_id, event, changes, at)
  VALUES (%s, 1, 'created', %s, now())"""
_OUTBOX = """INSERT INTO hand_outbox (kind, payload, state, created_at)
  VALUES ('order', %s, 'queued', now())"""
_ENTRIES = """INSERT INTO hand_entry (product_id, warehouse_id, order_id, line_id, qty, on_date,
    posted_at)
  SELECT product, %s, %s, line, -qty, %s, now()
  FROM unnest(%s::bigint[], %s::bigint[], %s::numeric[]) AS t (product, line, qty)"""
_BALANCES = """WITH d AS (SELECT * FROM unnest(%s::bigint[], %s::numeric[]) AS t (product, qty)),
    l AS MATERIALIZED (SELECT b.id FROM hand_balance b JOIN d ON d.product = b.product_id
      WHERE b.warehouse_id = %s ORDER BY b.product_id FOR UPDATE OF b)
  UPDATE hand_balance b SET qty = b.qty - d.qty FROM d, l
  WHERE b.id = l.id AND b.product_id = d.product AND b.qty >= d.qty"""


class _Short(Exception):
    pass


class Seller:
    def __init__(self) -> None:
        self._connection = psycopg.connect(os.environ["HUILIU_BENCH_DATABASE_URL"])

    def sell(self, values: dict[str, Any]) -> str:
        try:
            with self._connection.transaction(), self._connection.cursor() as cursor:
                self._store(cursor, values)
        except _Short:
            return "refused"
        except psycopg.Error as error:
            return f"{type(error).__name__}: {error}"[:200]
        return "sold"

    def _store(self, cursor: psycopg.Cursor[Any], values: dict[str, Any]) -> None:
        shelf = int(values["warehouse"])
        day, lines = values["bill_date"], values["lines"]
        products = [int(line["product"]) for line in lines]
        quantities = [Decimal(line["qty"]) for line in lines]
        prices = [Decimal(line["price"]) for line in lines]
        total = sum(round(q * p, 2) for q, p in zip(quantities, prices, strict=True))
        scope = f"XSCK-{day.replace('-', '')}"
        number = _one(cursor.execute(_NUMBER, [scope]))
        header = cursor.execute(_HEADER, [
            f"{scope}-{number:04d}", day, int(values["customer"]), shelf, values["channel"],
            values["contact"], values["carrier"], values["tracking_no"], sum(quantities), total,
            values["remark"],
        ])  # fmt: skip
        order = _one(header)
        notes = [line["note"] for line in lines]
        stored = cursor.execute(_LINES, [order, products, quantities, prices, notes]).fetchall()
        changes = json.dumps({"total": str(total), "lines": len(lines)})
        cursor.execute(_HISTORY, [order, changes])
        cursor.execute(_OUTBOX, [json.dumps({"order": order, "event": "created"})])
        ids, of, sold = (list(column) for column in zip(*stored, strict=True))
        cursor.execute(_ENTRIES, [shelf, order, day, of, ids, sold])
        cursor.execute(_BALANCES, [products, quantities, shelf])
        if cursor.rowcount != len(products):
            raise _Short


def _one(cursor: psycopg.Cursor[Any]) -> int:
    row = cursor.fetchone()
    assert row is not None
    return int(row[0])
