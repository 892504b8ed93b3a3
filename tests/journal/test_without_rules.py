"""An app with a journal and no voucher rule pays nothing for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from huiliu.core import ports
from tests.support.books import open_books


@pytest.mark.django_db
def test_an_approval_without_rules_asks_nothing_more() -> None:
    with open_books(rules=[]) as books:
        books.approve("receipt", ("cup", 1, "1.00", "0"))
        with CaptureQueriesContext(connection) as with_engine:
            books.approve("receipt", ("cup", 1, "1.00", "0"))
        with ports.bound(vouchers=_Nobody()), CaptureQueriesContext(connection) as without:
            books.approve("receipt", ("cup", 1, "1.00", "0"))
        assert len(with_engine) == len(without)
        assert not any("journal_" in one["sql"] for one in with_engine)


class _Nobody:
    def concerned(self, app: object, form: str) -> bool:
        return False

    def revalued(self, *args: object, by: int) -> None: ...
