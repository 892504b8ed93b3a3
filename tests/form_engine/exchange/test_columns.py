"""Which column goes into which field, and which into none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from form_engine.exchange.errors import UnknownColumns
from tests.form_engine.conftest import Company
from tests.support.sheets import FULL, orders, put_in, workbook

pytestmark = pytest.mark.django_db


def test_an_unknown_or_hidden_column_is_refused_and_nothing_comes_in(
    shop: Company, tmp_path: Path
) -> None:
    access = shop.grant("order", actions=FULL, fields={"secret": "hidden"})
    path = workbook(tmp_path, ["单号", "机密", "颜色"], ["A1", "x", "red"])
    with pytest.raises(UnknownColumns) as error:
        put_in(shop, path, access)
    assert error.value.data == {"columns": "机密、颜色"}
    assert orders(shop) == []


def test_columns_go_where_it_is_said_and_the_others_are_not_read(
    shop: Company, tmp_path: Path
) -> None:
    path = workbook(tmp_path, ["颜色", "号", "号"], ["red", "A1", "2026-10-01"])
    assert put_in(shop, path, named={1: "no", 2: "day"}).created == 1
    assert [(one["no"], one["day"]) for one in orders(shop)] == [("A1", date(2026, 10, 1))]


@pytest.mark.parametrize("field", ["secret", "nothing", "lines.twice"])
def test_no_column_goes_into_what_is_hidden_missing_or_computed(
    shop: Company, tmp_path: Path, field: str
) -> None:
    access = shop.grant("order", actions=FULL, fields={"secret": "hidden"})
    path = workbook(tmp_path, ["号", "x"], ["A1", "x"])
    with pytest.raises(UnknownColumns) as error:
        put_in(shop, path, access, named={0: "no", 1: field})
    assert error.value.data == {"columns": field}
    assert orders(shop) == []
