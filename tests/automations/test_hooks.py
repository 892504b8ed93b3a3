"""Other systems set automations off by an address that is a secret; what they send is checked."""

from __future__ import annotations

import hashlib
import json
from decimal import Decimal
from typing import Any

import pytest

from huiliu.core.errors import Malformed, NotFound, RuleRefused, TooMany
from huiliu.core.webhook_signature import signed_headers
from tests.support.office import Office, automation
from workflow_engine.automations.api import hooks, runs
from workflow_engine.automations.models import Hook, Run

TRIGGER = {
    "type": "http_received",
    "fields": {
        "no": {"pointer": "/order/no", "required": True},
        "total": {"pointer": "/order/total", "type": "number", "scale": 2},
        "on": {"pointer": "/order/on", "type": "date"},
    },
    "lists": {
        "items": {
            "pointer": "/order/items",
            "fields": {"sku": {"pointer": "/a~1b"}, "qty": {"pointer": "/qty", "type": "number"}},
        }
    },
}
PAYLOAD = {
    "order": {
        "no": "T-1",
        "total": "12.345",
        "on": "2026-10-02T08:00:00",
        "items": [{"a/b": "杯", "qty": 2}, {"a/b": "伞", "qty": "3"}],
    }
}


def receiving(office: Office, **more: Any) -> hooks.Made:
    loop = {
        "id": "each",
        "type": "for_each",
        "rows": "items",
        "steps": [
            {
                "id": "make",
                "type": "create_record",
                "form": "task",
                "values": {
                    "note": {"formula": 'CONCATENATE({no}," ",{$each.sku}," ",{on})'},
                    "amount": {"formula": "{$each.qty}+{total}"},
                },
            }
        ],
    }
    content = {**automation("hook", "x y"), "trigger": {**TRIGGER, **more}, "steps": [loop]}
    office.publish(content)
    return hooks.make(office.app, "hook")


def send(made: hooks.Made, payload: Any = PAYLOAD, **headers: str) -> Run | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    body = payload if isinstance(payload, bytes) else json.dumps(payload).encode()
    return hooks.receive(made.token, named, body)


def test_what_is_sent_becomes_records_with_exact_numbers(office: Office) -> None:
    made = receiving(office)
    send(made)
    tasks = {t.values["note"]: t.values["amount"] for t in office.all("task")}
    assert tasks == {"T-1 杯 2026-10-02": Decimal("14.35"), "T-1 伞 2026-10-02": Decimal("15.35")}
    item = runs(office.app, "hook", actor=office.org.actor(1)).items[0]
    assert (item["event"], item["record"], item["text"]) == ("http", None, "已执行")


def test_the_token_is_kept_as_a_hash_and_a_new_one_ends_the_old(office: Office) -> None:
    made = receiving(office)
    row = Hook.objects.get()
    assert row.token_hash == hashlib.sha256(made.token.encode()).hexdigest()
    assert made.token not in str(Hook.objects.values().get())
    assert made.signing not in str(Hook.objects.values().get())

    again = hooks.make(office.app, "hook")
    with pytest.raises(NotFound):
        send(made)
    assert send(again) is not None


def test_the_same_message_sets_it_off_once(office: Office) -> None:
    made = receiving(office)
    first = send(made, idempotency_key="m-1")
    again = send(made, idempotency_key="m-1")
    other = send(made, idempotency_key="m-2")
    assert first == again != other
    assert len(office.all("task")) == 4


@pytest.mark.parametrize(
    ("payload", "error"),
    [
        (b"{", Malformed),
        (b"1e999999999", RuleRefused),
        ({"order": {}}, RuleRefused),
        ({"order": {"no": "1", "total": "many"}}, RuleRefused),
        ({"order": {"no": "1", "total": True}}, RuleRefused),
        ({"order": {"no": {"deep": 1}}}, RuleRefused),
        ({"order": {"no": "1", "items": {"not": "a list"}}}, RuleRefused),
        (b"[" * 100_000, Malformed),
    ],
)
def test_what_does_not_fit_is_refused_and_changes_nothing(
    office: Office, payload: Any, error: type[Exception]
) -> None:
    made = receiving(office)
    with pytest.raises(error):
        send(made, payload)
    assert (office.all("task"), Run.objects.count()) == ([], 0)


def test_only_signed_messages_are_taken_where_that_is_asked_for(office: Office) -> None:
    made = receiving(office, signed=True)
    body = json.dumps(PAYLOAD).encode()
    now = int(office.clock.now().timestamp())
    with pytest.raises(hooks.BadlySigned):
        send(made)
    with pytest.raises(hooks.BadlySigned):
        hooks.receive(made.token, signed_headers(made.signing, "m1", now - 400, body), body)
    assert office.all("task") == []

    signed = signed_headers(made.signing, "m1", now, body)
    first = hooks.receive(made.token, signed, body)
    assert hooks.receive(made.token, signed, body) == first
    assert len(office.all("task")) == 2


def test_too_many_calls_a_minute_are_refused_until_the_next(office: Office) -> None:
    made = receiving(office, per_minute=2)
    send(made)
    send(made)
    with pytest.raises(TooMany):
        send(made)
    office.clock.advance(seconds=60)
    send(made)
    assert Run.objects.count() == 3


def test_one_that_is_switched_off_has_no_address(office: Office) -> None:
    made = receiving(office)
    step = {"type": "start_flow"}
    content = automation("hook", "x y", step, enabled=False)
    office.documents.publish(office.app, {**content, "trigger": TRIGGER})
    with pytest.raises(NotFound):
        send(made)


ALLOWED = ["203.0.113.7", "198.51.100.0/24", "2001:db8::/32"]


@pytest.mark.parametrize(
    "address", ["203.0.113.7", "198.51.100.200", "2001:db8:1::9", "::ffff:203.0.113.7"]
)
def test_who_is_on_the_list_is_let_in(office: Office, address: str) -> None:
    made = receiving(office, allow=ALLOWED)
    body = json.dumps(PAYLOAD).encode()
    assert hooks.receive(made.token, {}, body, address=address) is not None
    assert len(office.all("task")) == 2


@pytest.mark.parametrize(
    "address", ["203.0.113.8", "198.51.101.1", "2001:db9::1", "127.0.0.1", "", "unix:", "1.2.3"]
)
def test_who_is_not_is_refused_and_nothing_is_stored(office: Office, address: str) -> None:
    made = receiving(office, allow=ALLOWED, per_minute=1)
    before = Hook.objects.values().get()
    with pytest.raises(hooks.AddressRefused) as refused:
        hooks.receive(made.token, {}, json.dumps(PAYLOAD).encode(), address=address)
    assert (refused.value.wire_code, refused.value.status) == ("address_not_allowed", 403)
    assert {refused.value.message(one) for one in ("zh-CN", "en")} == {
        f"不接受来自地址“{address}”的请求。",
        f'Requests from the address "{address}" are not taken.',
    }
    assert (office.all("task"), Run.objects.count()) == ([], 0)
    assert Hook.objects.values().get() == before  # nor does it use up the one call a minute
    body = json.dumps(PAYLOAD).encode()
    assert hooks.receive(made.token, {}, body, address="203.0.113.7") is not None


def test_an_empty_list_lets_everybody_in(office: Office) -> None:
    made = receiving(office, allow=[])
    assert hooks.receive(made.token, {}, json.dumps(PAYLOAD).encode(), address="") is not None
