"""Many who want the last pieces at once get different ones, or are refused."""

from __future__ import annotations

import threading

from django.db import connection

from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from tests.support.lots import A, B, C, approve, document, held, open_lots
from tests.support.shop import Shop


def test_many_at_once_take_different_goods_or_are_refused(busy_shop: Shop) -> None:
    """20 pieces in three batches, 30 who want one: nobody is refused while there is some."""
    shop = open_lots(busy_shop)
    approve(shop, "arrival", ("7", A), ("7", B), ("6", C))
    wanted = [document(shop, "issue", ("1", None)) for _ in range(30)]
    results: list[str] = []

    def issue(one: Record) -> None:
        try:
            shop.tell("approved", one)
            results.append("ok")
        except RuleRefused as error:
            results.append(error.wire_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=issue, args=(one,)) for one in wanted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["NEGATIVE_STOCK"] * 10 + ["ok"] * 20
    assert held(shop) == {}
