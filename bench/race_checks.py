"""What the race left behind: are the balances the sums of the entries, and is none below zero?"""

from __future__ import annotations

import json
from dataclasses import dataclass

from bench.measure import python


@dataclass(frozen=True)
class Balances:
    """``oversold``: balances below zero. ``drift``: keys whose balance is not the sum of theirs."""

    oversold: int
    drift: int

    @classmethod
    def read(cls, variables: dict[str, str]) -> Balances:
        return cls(**json.loads(python("bench.race_checks", variables)))


def _look() -> dict[str, int]:
    import django

    django.setup()
    from django.db import connection

    from huiliu.core import ddl
    from huiliu.ledgers.models import Ledger
    from huiliu.ledgers.storage import LedgerStorage

    storage = LedgerStorage.of_json(Ledger.objects.get(key="stock").storage)
    keys = ", ".join(f'"{column}"' for column in storage.key_columns)
    qty = f'"{storage.measure_columns[0]}"'
    entries, balances = ddl.qualified(storage.entries), ddl.qualified(storage.balances)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {balances} WHERE {qty} < 0")  # noqa: S608
        (oversold,) = cursor.fetchone()
        cursor.execute(
            f"SELECT count(*) FROM (SELECT {keys}, sum(change) AS left_over FROM"  # noqa: S608
            f" (SELECT {keys}, {qty} AS change FROM {entries}"
            f" UNION ALL SELECT {keys}, -{qty} FROM {balances}) both_sides"
            f" GROUP BY {keys}) sums WHERE left_over <> 0"
        )
        (drift,) = cursor.fetchone()
    return {"oversold": oversold, "drift": drift}


if __name__ == "__main__":
    print(json.dumps(_look()))
