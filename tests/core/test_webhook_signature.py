"""Signatures are those of standardwebhooks.com: its own published example comes out."""

from __future__ import annotations

import pytest

from huiliu.core.webhook_signature import BadSignature, new_secret, signed_headers, verify

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
ID, AT, BODY = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, b'{"test": 2432232314}'
SIGNED = signed_headers(SECRET, ID, AT, BODY)


def test_the_published_example() -> None:
    assert SIGNED["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_a_good_message_is_told_by_its_id() -> None:
    several = {**SIGNED, "webhook-signature": f"v1a,x v1,y {SIGNED['webhook-signature']}"}
    assert verify(SECRET, SIGNED, BODY, now=AT + 299) == ID
    assert verify(SECRET.removeprefix("whsec_"), several, BODY, now=AT - 299) == ID


@pytest.mark.parametrize(
    ("changed", "body", "late"),
    [
        ({}, BODY + b" ", 0),
        ({}, BODY, 301),
        ({}, BODY, -301),
        ({"webhook-id": "msg_other"}, BODY, 0),
        ({"webhook-timestamp": str(AT + 1)}, BODY, 0),
        ({"webhook-timestamp": "soon"}, BODY, 0),
        ({"webhook-signature": "v1,ü"}, BODY, 0),
        ({"webhook-signature": ""}, BODY, 0),
        ({"webhook-id": ""}, BODY, 0),
    ],
)
def test_anything_else_is_refused(changed: dict[str, str], body: bytes, late: int) -> None:
    with pytest.raises(BadSignature):
        verify(SECRET, {**SIGNED, **changed}, body, now=AT + late)


def test_another_secret_is_another() -> None:
    with pytest.raises(BadSignature):
        verify(new_secret(), SIGNED, BODY, now=AT)
