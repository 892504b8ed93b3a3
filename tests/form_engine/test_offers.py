"""Rows that a ledger or a chosen record brings along: asked for, or by themselves at a save."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from pytest_django.plugin import DjangoDbBlocker

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Cause
from huiliu.core.records import Record
from huiliu.design import api as design
from tests.support.books import Books, open_books
from tests.support.shared import made_once

pytestmark = pytest.mark.django_db
Json = dict[str, Any]


def _words(text: str) -> Json:
    return {"zh-CN": text, "en": text}


def _field(id_: str, type_: str, **more: Any) -> Json:
    return {"id": id_, "type": type_, "label": _words(id_), **more}


def _form(id_: str, *fields: Json, **more: Any) -> Json:
    head = {"kind": "form", "version": 1, "id": id_, "title": _words(id_)}
    return {**head, "fields": list(fields), **more}


def _product() -> Json:
    return _field("product", "reference", form="product")


MOVE = _form("move", _product(), _field("place", "text"), _field("away", "text"),
             _field("qty", "number", scale=0), _field("day", "date"))  # fmt: skip
SHELF: Json = {
    "kind": "ledger", "version": 1, "id": "shelf", "title": _words("shelf"),
    "dimensions": [
        {"id": "product", "label": _words("product"), "type": "reference", "form": "product"},
        {"id": "place", "label": _words("place"), "type": "text"},
        {"id": "away", "label": _words("away"), "type": "text"},
    ],
    "measures": [{"id": "qty", "label": _words("qty"), "scale": 0}],
    "postings": [{"id": "moved", "form": "move", "event": "saved", "date": "day",
                  "dimensions": {"product": "product", "place": "place", "away": "away"},
                  "measures": {"qty": "{qty}"}}],
}  # fmt: skip
OFFER: Json = {
    "title": _words("bring"), "ledger": "shelf", "key": {"place": "place", "away": None},
    "open": "qty", "order": "product", "columns": {"product": "product"}, "fills": True,
    "when": {"cond": [{"field": "whole", "op": "eq", "value": True}]},
    "only": {"product": {"cond": [
        {"field": "account", "op": "eq", "value": {"field": "account"}}]}},
}  # fmt: skip


def count_form(**offer: Any) -> Json:
    rows = [_product(), _field("counted", "number", scale=0)]
    lines = _field("lines", "subform", fields=rows, from_ledger={**OFFER, **offer})
    return _form("count", _field("place", "text"), _field("account", "text"),
                 _field("whole", "switch"), lines, document=True)  # fmt: skip


RECIPE = _form(
    "recipe", _product(), _field("makes", "number", scale=0), _field("name", "text"),
    _field("parts", "subform", fields=[_product(), _field("qty", "number", scale=2)]),
    title_field="name",
)  # fmt: skip
_OF_PRODUCT = {"cond": [{"field": "product", "op": "eq", "value": {"field": "product"}}]}
BATCH = _form(
    "batch", _product(), _field("qty", "number", scale=0),
    _field("recipe", "reference", form="recipe", filter=_OF_PRODUCT, pick={"sort": []}),
    _field("parts", "subform", fields=[_product(), _field("qty", "number", scale=2)],
           from_record={"title": _words("bring"), "record": "recipe", "rows": "parts",
                        "columns": {"product": "product"}, "fills": True,
                        "formulas": {"qty": "{recipe.parts.qty}*{qty}/{recipe.makes}"}}),
    document=True,
)  # fmt: skip


def _group(target: str, key: str, role: str) -> Json:
    return {
        "kind": "permission", "version": 1, "id": f"{role}_{key}", target: key,
        "title": _words(role), "members": {"roles": [role]},
        "actions": ["view", "create"] if target == "form" else ["view"],
    }  # fmt: skip


def draft(books: Books, form: str, values: Json) -> Record:
    """By somebody who sees the ledger."""
    access = books.access(books.accountant, form)
    return ports.records().create(
        books.app, form, values, access=access, submit=False, cause=Cause()
    )


@pytest.fixture(scope="module")
def counting(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Books]:
    """With goods on shelves."""
    with made_once(django_db_blocker), open_books() as found:
        groups = [_group("ledger", "shelf", "accountant")]
        groups += [_group("form", one, "accountant") for one in ("count", "recipe", "batch")]
        for content in (MOVE, SHELF, count_form(), RECIPE, BATCH, *groups):
            found.publish(content)
        for product, place, away, qty in (
            ("cup", "A", "", "3"), ("pen", "A", "", "5"), ("pen", "A", "gone", "2"),
            ("pen", "B", "", "1"),
        ):  # fmt: skip
            values = {"product": found.ids[product], "place": place, "away": away, "qty": qty}
            values["day"] = "2026-10-05"
            found.make("move", values)
        yield found


@pytest.fixture
def books(counting: Books, db: None) -> Iterator[Books]:
    books = counting.again()
    with ports.bound(clock=books.clock):
        yield books


def names(books: Books, record: Record, sub: str = "lines") -> list[str]:
    """Of the products of the rows."""
    ids = [row["product"] for row in record.values[sub]]
    titles = ports.records().titles(books.app, "product", ids)
    return [titles[one][1] for one in ids]


def test_a_record_without_rows_gets_what_lies_there(books: Books) -> None:
    count = draft(books, "count", {"place": "A", "whole": True})
    assert names(books, count) == ["cup", "pen"]
    assert names(books, draft(books, "count", {"place": "B", "whole": True})) == ["pen"]


def test_only_while_it_is_to_be_whole_and_knows_where(books: Books) -> None:
    assert draft(books, "count", {"place": "A"}).values["lines"] == []
    assert draft(books, "count", {"whole": True}).values["lines"] == []
    own = {"place": "A", "whole": True, "lines": [{"product": books.ids["pen"], "counted": "4"}]}
    assert [row["counted"] for row in draft(books, "count", own).values["lines"]] == [4]


def test_what_is_compared_with_an_empty_field_narrows_nothing(books: Books) -> None:
    given = {"place": "A", "whole": True, "account": "1405"}
    assert names(books, draft(books, "count", given)) == ["cup", "pen"]
    cup = books.ids["cup"]
    (record,) = [one for one in books.all("product") if one.uid == cup]
    ports.records().change(
        books.app, "product", record.id, {"account": "9999"},
        access=system_access(books.admin, "product"), cause=Cause(),
    )  # fmt: skip
    given["account"] = "9999"
    assert names(books, draft(books, "count", given)) == ["cup"]


def test_it_may_be_asked_for_and_does_not_come_by_itself(books: Books) -> None:
    books.publish(count_form(fills=False))
    given = {"place": "A", "whole": True}
    assert draft(books, "count", given).values["lines"] == []
    rows = forms.offered_rows(
        books.app, "count", "lines", given, access=books.access(books.accountant, "count")
    )
    assert [row["product"]["title"] for row in rows] == ["cup", "pen"]


def test_who_may_not_see_the_ledger_gets_nothing_of_it(books: Books) -> None:
    books.publish(_group("form", "count", "clerk"))
    access = books.access(books.clerk, "count")
    given = {"place": "A", "whole": True}
    made = ports.records().create(
        books.app, "count", given, access=access, submit=False, cause=Cause()
    )
    assert made.values["lines"] == []


def recipe(books: Books, **more: Any) -> Record:
    parts = [{"product": books.ids["pen"], "qty": "3"}, {"product": books.ids["pen"], "qty": "0.5"}]
    values = {"name": "set", "product": books.ids["cup"], "makes": "2", "parts": parts, **more}
    return books.make("recipe", values)


def test_choosing_a_thing_brings_what_it_is_made_of(books: Books) -> None:
    made_by = recipe(books)
    batch = draft(books, "batch", {"product": books.ids["cup"], "qty": "4"})
    assert batch.values["recipe"] == made_by.id
    assert names(books, batch, "parts") == ["pen", "pen"]
    assert [str(row["qty"]) for row in batch.values["parts"]] == ["6.00", "1.00"]
    assert draft(books, "batch", {"product": books.ids["pen"], "qty": "4"}).values["parts"] == []


def test_a_sum_of_the_ledger_tells_what_is_offered(books: Books) -> None:
    """Another ledger knows of each move one piece: what it does not know is left."""
    known: Json = {
        **SHELF, "id": "known",
        "postings": [{**SHELF["postings"][0], "measures": {"qty": "1"}}],
        "checks": [{
            "id": "rest", "label": _words("rest"), "by": ["product", "place", "away"],
            "terms": [{"ledger": "shelf", "measure": "qty"}, {"measure": "qty", "sign": "-"}],
            "refuses": False, "code": "REST", "message": _words("rest"),
        }],
    }  # fmt: skip
    for content in (known, count_form(open="rest", values={"counted": "0"})):
        books.publish(content)
    for product, qty in (("pen", "1"), ("cup", "3")):
        move = {"product": books.ids[product], "place": "C", "qty": qty, "day": "2026-10-05"}
        books.make("move", move)
    given = {"place": "C", "whole": True}
    assert draft(books, "count", given).values["lines"] == []  # half of the sum is not for them

    books.publish(_group("ledger", "known", "accountant"))
    count = draft(books, "count", given)
    assert names(books, count) == ["cup"]
    assert [row["counted"] for row in count.values["lines"]] == [0]


def test_rows_that_were_entered_stay(books: Books) -> None:
    recipe(books)
    own = [{"product": books.ids["pen"], "qty": "9"}]
    batch = draft(books, "batch", {"product": books.ids["cup"], "qty": "4", "parts": own})
    assert [str(row["qty"]) for row in batch.values["parts"]] == ["9.00"]


def test_the_page_learns_what_to_wait_for_and_nothing_of_the_offer(books: Books) -> None:
    def offer(form: str, sub: str) -> Json:
        document = forms.get_plan(books.app, form).document
        rights = forms.form_rights(document, system_access(books.admin, form))
        shown = forms.form_view(document, rights)
        (found,) = [one for one in shown["fields"] if one["id"] == sub]
        assert not {"from_ledger", "from_record"} & found.keys()
        return dict(found["offer"])

    assert offer("batch", "parts")["asks"] == ["product", "qty"]
    assert offer("count", "lines")["asks"] == ["place", "whole"]


@pytest.mark.parametrize(
    ("form", "wrong", "at", "code"),
    [
        ("count", {"key": {"place": "nowhere"}}, "key.place", "unknown_field"),
        ("count", {"columns": {"colour": "product"}}, "columns.colour", "unknown_field"),
        ("count", {"only": {"counted": {"cond": []}}}, "only.counted", "not_a_reference"),
        ("batch", {"record": "qty"}, "record", "not_a_reference"),
        ("batch", {"columns": {"product": "colour"}}, "columns.product", "unknown_field"),
        ("batch", {"formulas": {"qty": "{recipe.colour}"}}, "formulas.qty", "unknown_field"),
    ],
)
def test_mistakes_are_pointed_at(books: Books, form: str, wrong: Json, at: str, code: str) -> None:
    content = (
        count_form() if form == "count" else {**BATCH, "fields": [dict(f) for f in BATCH["fields"]]}
    )
    name = "from_ledger" if form == "count" else "from_record"
    position = len(content["fields"]) - 1
    content["fields"][position][name] = {**content["fields"][position][name], **wrong}
    found = design.publisher_of("form").validate(books.app, form, content)
    place = f"fields.{position}.{name}.{at}"
    assert [(one.path, one.code) for one in found] == [(place, code)]


def test_a_field_learns_only_of_what_fulfils_its_condition(books: Books) -> None:
    content = count_form()
    held = _field("held", "number", scale=0, readonly=True)
    content["fields"] = [*content["fields"], held]
    where = {"cond": [{"field": "away", "op": "eq", "value": {"field": "account"}}]}
    key = {"place": "place"}
    content["balances"] = [{"into": "held", "ledger": "shelf", "measure": "qty", "key": key,
                            "when": "always", "where": where}]  # fmt: skip
    books.publish(content)
    assert books.draft("count", {"place": "A", "account": "gone"}).values["held"] == 2
    assert books.draft("count", {"place": "A", "account": "there"}).values["held"] == 0
    assert books.draft("count", {"account": "gone"}).values["held"] is None
