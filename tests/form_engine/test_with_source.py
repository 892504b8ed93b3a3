"""Documents that the approval of their source makes: they are taken back with it."""

from __future__ import annotations

from typing import Any

import pytest

from form_engine.api import records
from form_engine.links.downstream import HasDownstream
from huiliu.core.actor import Cause
from huiliu.core.conditions import Condition
from huiliu.core.records import Record
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db
Json = dict[str, Any]
_COUNT = [
    {"id": "no", "type": "text"},
    {"id": "lines", "type": "subform", "fields": [{"id": "diff", "type": "number", "scale": 0}]},
]


def _booking(**more: Any) -> Json:
    return {
        "id": "of_count", "title": {"zh-CN": "入账"}, "form": "count", "lines": "lines",
        "record": "count", "row": "lines.line", "quantity": "lines.qty", "limit": "{lines.diff}",
        **more,
    }  # fmt: skip


def publish(company: Company, **link: Any) -> None:
    rows = [{"id": "qty", "type": "number", "scale": 0}, {"id": "line", "type": "number",
                                                          "scale": 0}]  # fmt: skip
    company.publish("count", _COUNT, document=True, title_field="no")
    company.publish(
        "booking",
        [{"id": "count", "type": "reference", "form": "count"},
         {"id": "lines", "type": "subform", "fields": rows}],
        document=True, links=[_booking(**link)],
    )  # fmt: skip


def counted_and_booked(company: Company) -> tuple[Record, Record]:
    count = company.create("count", {"no": "P-1", "lines": [{"diff": "2"}]}, submit=True)
    (row,) = count.values["lines"]
    lines = [{"qty": "2", "line": str(row["$row"])}]
    return count, company.create("booking", {"count": count.uid, "lines": lines}, submit=True)


def unapprove(company: Company, record: Record) -> Record:
    return records.unapprove(
        company.app, record.form, record.id, access=company.system(record.form), cause=Cause()
    )


@pytest.mark.parametrize("state", ["approved", "draft"])
def test_it_goes_before_its_source_does(company: Company, state: str) -> None:
    publish(company, with_source=True)
    count, booking = counted_and_booked(company)
    if state == "draft":
        unapprove(company, booking)
    assert unapprove(company, count).state == "draft"
    assert company.read(booking).state == "void"
    again = records.submit(
        company.app, "count", count.id, access=company.system("count"), cause=Cause()
    )
    assert again.state == "approved"


def test_another_document_still_holds_its_source(company: Company) -> None:
    publish(company)
    count, booking = counted_and_booked(company)
    with pytest.raises(HasDownstream):
        unapprove(company, count)
    assert (company.read(count).state, company.read(booking).state) == ("approved", "approved")


def test_what_followed_from_another_count_stays(company: Company) -> None:
    publish(company, with_source=True)
    first, booking = counted_and_booked(company)
    other = company.create("count", {"no": "P-2", "lines": [{"diff": "1"}]}, submit=True)
    unapprove(company, other)
    found = records.find(
        company.app, "booking", Condition(), access=company.system("booking"), limit=9
    )
    assert [(one.id, one.state) for one in found] == [(booking.id, "approved")]
    assert company.read(first).state == "approved"
