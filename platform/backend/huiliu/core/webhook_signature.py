"""Signed webhooks as standardwebhooks.com says: made for what we send, checked on what comes in."""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Mapping

TOLERANCE_SECONDS = 300
PREFIX = "whsec_"


class BadSignature(Exception):
    """The message is not from who holds the secret, or it is old."""


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(24)).decode()


def signed_headers(secret: str, id_: str, at: int, body: bytes) -> dict[str, str]:
    """``at``: seconds since 1970. ``id_`` stays the same when the message is sent again."""
    return {
        "webhook-id": id_,
        "webhook-timestamp": str(at),
        "webhook-signature": f"v1,{_signature(secret, id_, str(at), body)}",
    }


def verify(secret: str, headers: Mapping[str, str], body: bytes, *, now: int) -> str:
    """The id of the message. Raises BadSignature."""
    id_, at = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not id_ or not at.isascii() or not at.isdigit():
        raise BadSignature
    if abs(now - int(at[:15])) > TOLERANCE_SECONDS:
        raise BadSignature
    wanted = _signature(secret, id_, at, body).encode()
    for one in headers.get("webhook-signature", "").split()[:20]:
        version, _, given = one.partition(",")
        if version == "v1" and hmac.compare_digest(given.encode(), wanted):
            return id_
    raise BadSignature


def _signature(secret: str, id_: str, at: str, body: bytes) -> str:
    digest = hmac.new(_key(secret), f"{id_}.{at}.".encode() + body, hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def _key(secret: str) -> bytes:
    """The bytes behind ``whsec_…``; a secret that is no base64 is taken as it is."""
    given = secret.removeprefix(PREFIX)
    try:
        return base64.b64decode(given, validate=True)
    except binascii.Error:
        return given.encode()
