"""A list that stays within the list of its source: the serial numbers of a return."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import publisher
from huiliu.core.errors import ValidationFailed
from huiliu.core.records import Record
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db
_LINES: dict[str, Any] = {
    "id": "lines",
    "type": "subform",
    "fields": [
        {"id": "serials", "type": "codes"},
        {"id": "qty", "type": "number", "scale": 0},
        {"id": "back", "type": "number", "scale": 0, "readonly": True},
        {"id": "sale_line", "type": "number", "scale": 0},
        {
            "id": "entered",
            "type": "formula",
            "result": "number",
            "formula": "COUNTA({lines.serials})",
        },
    ],
}
_LINK: dict[str, Any] = {
    "id": "from_sale",
    "title": {"zh-CN": "退货"},
    "form": "sale",
    "lines": "lines",
    "record": "sale",
    "row": "lines.sale_line",
    "quantity": "lines.qty",
    "among": {"lines.serials": "lines.serials"},
}
_BACK: list[dict[str, Any]] = [{"id": "sale", "type": "reference", "form": "sale"}, _LINES]


@pytest.fixture
def sale(company: Company) -> tuple[Company, Record]:
    company.publish("sale", [_LINES], document=True)
    company.publish("back", _BACK, document=True, links=[_LINK])
    rows = [{"serials": ["A", "B"], "qty": "2"}, {"serials": ["C"], "qty": "1"}]
    return company, company.create("sale", {"lines": rows}, submit=True)


def give_back(company: Company, sale: Record, *serials: str, line: int = 0) -> Record:
    row = {"serials": [*serials], "qty": "1", "sale_line": str(sale.values["lines"][line]["$row"])}
    return company.create("back", {"sale": sale.uid, "lines": [row]}, submit=True)


def test_what_the_source_has_may_follow_and_is_counted(sale: tuple[Company, Record]) -> None:
    back = give_back(*sale, "B")

    assert back.values["lines"][0]["serials"] == ["B"]
    assert back.values["lines"][0]["entered"] == 1


@pytest.mark.parametrize("serials", [["C"], ["A", "X"]])
def test_what_it_has_in_another_line_or_not_at_all_may_not(
    sale: tuple[Company, Record], serials: list[str]
) -> None:
    with pytest.raises(ValidationFailed) as refused:
        give_back(*sale, *serials)

    (error,) = refused.value.fields["lines.0.serials"]
    assert (error.code, error.data) == ("not_of_source", {"code": serials[-1]})


def test_lists_of_another_kind_do_not_go_together(sale: tuple[Company, Record]) -> None:
    company, _ = sale
    link = {**_LINK, "among": {"lines.serials": "lines.qty"}}
    content = company.document("back", _BACK, document=True, links=[link])

    found = [(one.path, one.code) for one in publisher.validate(company.app, "back", content)]

    assert found == [("links.0.among.lines.serials", "copy_mismatch")]
