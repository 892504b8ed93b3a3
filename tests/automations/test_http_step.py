"""Another system is told at least once, its answer is used once, and no secret is ever shown."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.errors import HuiliuError
from huiliu.core.outgoing import OutgoingFailed
from huiliu.core.webhook_signature import new_secret, verify
from tests.support.office import ACTOR, Office, automation
from tests.support.stand_in import StandIn, stand_in
from workflow_engine.automations import delivery
from workflow_engine.automations.api import retry, runs
from workflow_engine.automations.models import Promise, Run

SECRETS = {"token": "s3cr3t-t0ken", "signing": new_secret()}


class FakeVault:
    def reveal(self, workspace_id: int, name: str) -> str:
        return SECRETS[name]


@pytest.fixture
def there(monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    with stand_in() as there, ports.bound(secrets=FakeVault()):
        monkeypatch.setenv("HUILIU_OUTGOING_ALLOW", f"127.0.0.1:{there.port}")
        yield there


def tell(there: StandIn, **more: Any) -> dict[str, Any]:
    return {
        "type": "http_request",
        "url": f"{there.url}/orders/{{note}}?by={{customer.name}}",
        "headers": {"Authorization": {"value": "Bearer ", "secret": "token"}},
        "body": {"total": {"field": "total"}, "twice": {"formula": "{total}*2"}},
        **more,
    }


def order(office: Office) -> None:
    customer = office.create("customer", name="甲 & 乙")
    office.create("order", submit=True, customer=customer.uid, note="A/1", total="10.50")


def test_what_is_sent_is_exact_encoded_and_signed(office: Office, there: StandIn) -> None:
    office.publish(automation("tell", "approved order", tell(there, sign="signing")))
    order(office)
    assert there.calls == []

    office.work()

    sent = there.calls[0]
    assert sent.path == "/orders/A%2F1?by=%E7%94%B2%20%26%20%E4%B9%99"
    assert sent.json == {"total": "10.50", "twice": "21.00"}
    assert sent.headers["authorization"] == "Bearer s3cr3t-t0ken"
    now = int(office.clock.now().timestamp())
    key = sent.headers["idempotency-key"]
    assert verify(SECRETS["signing"], sent.headers, sent.body, now=now) == key


def test_the_answer_is_used_by_the_steps_that_wait_for_it(office: Office, there: StandIn) -> None:
    keep = {
        "no": {"pointer": "/data/no"},
        "price": {"pointer": "/data/prices/1", "type": "number", "required": True},
    }
    task = {
        "type": "create_record",
        "form": "task",
        "values": {
            "note": {"formula": 'CONCATENATE({$s1.no}," ",{$s1.status})'},
            "amount": {"field": "$s1.price"},
        },
    }
    office.publish(automation("ask", "approved order", tell(there, keep=keep), task))
    there.answers = [(201, b'{"data": {"no": "X-7", "prices": [1, 0.1]}}')]
    order(office)
    assert office.all("task") == []

    office.work()

    made = office.all("task")[0].values
    assert (made["note"], made["amount"]) == ("X-7 201", Decimal("0.10"))


def test_what_may_pass_is_tried_again_with_the_same_key(office: Office, there: StandIn) -> None:
    office.publish(automation("tell", "approved order", tell(there)))
    there.answers = [(503, {}), (429, {}), (200, {})]
    order(office)
    again = list(office.jobs.queued)
    for _ in range(2):
        with pytest.raises(OutgoingFailed):
            office.work()
        office.jobs.queued = list(again)
        assert Run.objects.get().outcome == "done"
    office.work()

    assert len({call.headers["idempotency-key"] for call in there.calls}) == 1
    step = runs(office.app, "tell", actor=ACTOR).items[0]["steps"][0]
    assert (step["outcome"], step["error"]) == ("done", None)
    assert step["text"] == "请求 127.0.0.1，返回 200"


def test_a_no_is_shown_at_once_and_tried_again_by_hand(office: Office, there: StandIn) -> None:
    office.publish(automation("tell", "approved order", tell(there)))
    there.answers = [(404, {}), (200, {})]
    order(office)
    with pytest.raises(HuiliuError):
        office.work()

    item = runs(office.app, "tell", actor=ACTOR).items[0]
    assert (item["outcome"], item["text"]) == ("failed", "失败：对方系统返回 404")
    retry(office.app, "tell", int(item["id"]))
    office.work()
    assert runs(office.app, "tell", actor=ACTOR).items[0]["outcome"] == "done"


def test_an_answer_is_not_asked_for_twice_when_what_follows_fails(
    office: Office, there: StandIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep = {"no": {"pointer": "/no"}}
    task = {"type": "create_record", "form": "task", "values": {"note": {"field": "$s1.no"}}}
    office.publish(automation("ask", "approved order", tell(there, keep=keep), task))
    there.answers = [(200, {"no": "1"}), (200, {"no": "2"})]
    order(office)
    again = list(office.jobs.queued)
    with monkeypatch.context() as patched:
        patched.setattr(delivery, "_inside", lambda pk: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            office.work()

    office.jobs.queued = again
    office.work()

    assert len(there.calls) == 1
    assert [t.values["note"] for t in office.all("task")] == ["1"]


def test_no_secret_is_stored_logged_or_shown(
    office: Office, there: StandIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    office.publish(automation("tell", "approved order", tell(there, sign="signing")))
    there.answers = [(500, {"echo": SECRETS["token"]}), (200, {})]
    order(office)
    again = list(office.jobs.queued)
    with pytest.raises(OutgoingFailed) as failed:
        office.work()
    office.jobs.queued = again
    office.work()

    kept = json.dumps(
        [list(Promise.objects.values()), list(Run.objects.values())], default=str
    ) + str(runs(office.app, "tell", actor=ACTOR))
    for secret in SECRETS.values():
        assert secret not in kept + caplog.text + str(failed.value)


def test_an_address_inside_is_refused_and_said_so(office: Office, there: StandIn) -> None:
    step = {"type": "http_request", "url": "http://127.0.0.1:1/latest/meta-data"}
    office.publish(automation("tell", "approved order", step))
    order(office)
    with pytest.raises(HuiliuError):
        office.work()

    item = runs(office.app, "tell", actor=ACTOR).items[0]
    assert item["error"] is None
    assert item["steps"][0]["text"] == "HTTP 请求失败：不允许访问地址“127.0.0.1”：127.0.0.1"
