"""The address of an automation for other systems: made, shown once, called."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Case, F, Value, When

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.errors import Forbidden, Malformed, NotFound, RuleRefused, TooMany
from huiliu.core.networks import is_inside, networks
from huiliu.core.sealing import seal, unseal
from huiliu.core.webhook_signature import BadSignature, new_secret, verify
from workflow_engine.automations.clock import run_alone
from workflow_engine.automations.models import Hook, Run
from workflow_engine.automations.plan import AutomationPlan, automations_of
from workflow_engine.automations.pointers import NotThere
from workflow_engine.automations.triggers.http_received import HttpReceivedType

KEY_LENGTH = 150
_NOT_THERE = {
    "zh-CN": "请求内容中没有“{pointer}”，或类型不对",
    "en": 'The payload has no "{pointer}", or not of its type',
}


class BadlySigned(Forbidden):
    code = "bad_signature"
    words = {"zh-CN": "签名不正确或已过期。", "en": "The signature is wrong or too old."}


class AddressRefused(Forbidden):
    code = "address_not_allowed"
    words = {
        "zh-CN": "不接受来自地址“{address}”的请求。",
        "en": 'Requests from the address "{address}" are not taken.',
    }


@dataclass(frozen=True)
class Made:
    """``token`` and ``signing`` are shown now and never again."""

    token: str
    signing: str


@dataclass(frozen=True)
class Shown:
    """``allow``: the addresses it may be called from; none: from all."""

    prefix: str
    made_at: datetime
    used_at: datetime | None
    signed: bool
    allow: tuple[str, ...]


def make(app: AppRef, automation: str) -> Made:
    """A new address; the old one is none any more."""
    _require_http(app, automation)
    made = Made(f"hk_{secrets.token_urlsafe(32)}", new_secret())
    Hook.objects.update_or_create(
        app_id=app.id,
        automation=automation,
        defaults={
            "token_hash": _hash(made.token),
            "prefix": made.token[:9],
            "signing": seal(made.signing),
            "made_at": ports.clock().now(),
            "used_at": None,
        },
    )
    return made


def shown(app: AppRef, automation: str) -> Shown | None:
    plan = _require_http(app, automation)
    row = Hook.objects.filter(app_id=app.id, automation=automation).first()
    if row is None:
        return None
    trigger = plan.document.trigger
    return Shown(row.prefix, row.made_at, row.used_at, trigger.signed, tuple(trigger.allow))


def remove(app: AppRef, automation: str) -> None:
    Hook.objects.filter(app_id=app.id, automation=automation).delete()


def receive(
    token: str, headers: Mapping[str, str], body: bytes, *, address: str = ""
) -> Run | None:
    """The run it set off. ``headers`` by lower-case name; ``address``: who calls. A message that
    came before (by its ``webhook-id`` or ``idempotency-key``) gives the run it set off then."""
    hook = Hook.objects.filter(token_hash=_hash(token)).first()
    plan, app = _plan(hook)
    assert hook is not None
    trigger = plan.document.trigger
    assert isinstance(plan.trigger, HttpReceivedType)
    _require_allowed(trigger.allow, address)
    _count(hook, trigger.per_minute)
    id_ = _checked(hook, headers, body) if trigger.signed else headers.get("idempotency-key", "")
    try:
        values = plan.trigger.values(trigger, _read(body))
    except NotThere as error:
        raise RuleRefused("BAD_PAYLOAD", _NOT_THERE, pointer=str(error)) from None
    key = f"http:{id_[:KEY_LENGTH]}" if id_ else None
    run = run_alone(app, plan, values, event="http", key=key)
    if run is None:
        run = Run.objects.filter(app_id=app.id, automation=plan.key, key=key).first()
    return run


def _plan(hook: Hook | None) -> tuple[AutomationPlan, AppRef]:
    if hook is None:
        raise NotFound
    app = ports.documents().app_by_id(hook.app_id)
    plan = automations_of(app).by_key.get(hook.automation)
    if plan is None or plan.trigger.name != "http_received" or not plan.document.enabled:
        raise NotFound
    return plan, app


def _require_allowed(allow: Sequence[str], address: str) -> None:
    """Before anything is counted: what strangers send must not use up what friends may."""
    if allow and not is_inside(address, networks(allow)):
        raise AddressRefused(address=address)


def _count(hook: Hook, most: int) -> None:
    """One statement, so that calls at the same moment all count."""
    now = ports.clock().now()
    window = int(now.timestamp()) // 60
    same = When(window=window, then=F("calls") + 1)
    Hook.objects.filter(pk=hook.pk).update(
        calls=Case(same, default=Value(1)), window=window, used_at=now
    )
    if Hook.objects.values_list("calls", flat=True).get(pk=hook.pk) > most:
        raise TooMany(wait=str(60 - int(now.timestamp()) % 60))


def _checked(hook: Hook, headers: Mapping[str, str], body: bytes) -> str:
    now = int(ports.clock().now().timestamp())
    try:
        return verify(unseal(hook.signing), headers, body, now=now)
    except BadSignature:
        raise BadlySigned from None


def _read(body: bytes) -> Any:
    try:
        return json.loads(body or b"null", parse_float=Decimal)
    except (ValueError, RecursionError):
        raise Malformed(reason="JSON") from None


def _require_http(app: AppRef, automation: str) -> AutomationPlan:
    plan = automations_of(app).by_key.get(automation)
    if plan is None or plan.trigger.name != "http_received":
        raise NotFound
    return plan


def _hash(token: str) -> str:
    """No salt: the token is 256 random bits, and the hash is how it is found."""
    return hashlib.sha256(token.encode()).hexdigest()
