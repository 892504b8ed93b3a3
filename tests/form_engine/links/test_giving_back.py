"""What was taken is given back by un-approval; closing lets go of what is still open."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from form_engine.api import records
from huiliu.core.actor import Cause
from huiliu.core.errors import HuiliuError
from tests.form_engine.conftest import Company
from tests.support.trade import CHAIN
from tests.support.trade_steps import close, code_of, order, progress, receive, unapprove

pytestmark = pytest.mark.django_db


def test_un_approval_gives_back_exactly_what_was_taken(trade: Company) -> None:
    of = order(trade, "10")
    first = receive(trade, of, "4")
    before = progress(trade, of)
    second = receive(trade, of, "6")
    assert progress(trade, of)[0] == "completed"
    unapprove(trade, second)
    assert progress(trade, of) == before
    unapprove(trade, first)
    assert progress(trade, of) == ("none", [("0", "10.0000")])


def test_a_document_with_approved_followers_is_not_un_approved(trade: Company) -> None:
    of = order(trade, "10")
    receipt = receive(trade, of, "4")
    with pytest.raises(HuiliuError) as error:
        unapprove(trade, of)
    assert code_of(error) == "HAS_DOWNSTREAM"
    assert error.value.data == {"documents": "D0001"}
    assert trade.read(of).state == "approved"
    trade.permissions.given["receipt", 3] = None
    hidden = trade.grant("order", actions="view unapprove")
    with pytest.raises(HuiliuError) as error:
        records.unapprove(trade.app, "order", of.id, access=hidden, cause=Cause())
    assert error.value.data == {"documents": "…"}
    unapprove(trade, receipt)
    assert unapprove(trade, of).state == "draft"


def test_nothing_is_taken_from_a_source_that_is_no_longer_approved(trade: Company) -> None:
    of = order(trade, "10")
    waiting = receive(trade, of, "4", submit=False)
    unapprove(trade, of)
    with pytest.raises(HuiliuError) as error:
        records.submit(
            trade.app, "receipt", waiting.id, access=trade.system("receipt"), cause=Cause()
        )  # fmt: skip
    assert code_of(error) == "SOURCE_NOT_APPROVED"
    assert trade.read(waiting).state == "draft"


def test_closing_lets_go_of_what_is_open_and_reopening_takes_it_up(trade: Company) -> None:
    of = order(trade, "10")
    receive(trade, of, "4")
    close(trade, of)
    assert progress(trade, of) == ("closed", [("4.0000", "0.0000")])
    event = trade.ledgers.applied[-1][-1]
    assert (event.name, sorted(event.changed)) == (
        "changed", ["exec_status", "lines", "lines.open"],
    )  # fmt: skip
    with pytest.raises(HuiliuError) as error:
        close(trade, of)
    assert code_of(error) == "STATUS_CONFLICT"
    with pytest.raises(HuiliuError) as error:
        receive(trade, of, "1")
    assert code_of(error) == "SOURCE_CLOSED"
    records.reopen(trade.app, "order", of.id, access=trade.system("order"), cause=Cause())
    assert progress(trade, of) == ("partial", [("4.0000", "6.0000")])


def test_only_who_may_close_closes(trade: Company) -> None:
    of = order(trade, "10")
    access = trade.grant("order", actions="view edit submit unapprove")
    with pytest.raises(HuiliuError) as error:
        records.close(trade.app, "order", of.id, access=access, cause=Cause())
    assert code_of(error) == "forbidden"
    assert progress(trade, of)[0] == "none"


def test_a_form_without_links_asks_nothing_more(company: Company) -> None:
    company.publish("note", [{"id": "text", "type": "text"}], document=True)

    def questions() -> int:
        unapprove(company, company.create("note", {"text": "warm"}, submit=True))
        with CaptureQueriesContext(connection) as asked:
            unapprove(company, company.create("note", {"text": "a"}, submit=True))
        return len(asked)

    alone = questions()
    for key, form in CHAIN.items():
        company.publish(key, **form)
    assert questions() == alone
