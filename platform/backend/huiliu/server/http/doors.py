"""Who is at the door: a session of the browser or a key of a program, and what they ask for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest
from ninja.security.base import AuthBase
from ninja.utils import check_csrf

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef, Cause, Origin
from huiliu.core.errors import Forbidden, NotFound, Unauthenticated
from huiliu.design import api as design
from huiliu.org import api as org
from huiliu.permissions import api as permissions
from huiliu.server.language import asked_language


class CsrfFailed(Forbidden):
    code = "csrf_failed"
    words = {
        "zh-CN": "页面已过期，请刷新后重试。",
        "en": "This page has expired. Reload it and try again.",
    }


@dataclass(frozen=True)
class Visitor:
    """An actor and the door they came through."""

    actor: Actor
    origin: Origin
    key: str = field(default="", repr=False)
    """A digest of the API key or nothing: limits and idempotency are per credential."""


def actor_of(request: HttpRequest) -> Actor:
    return visitor_of(request).actor


def cause_of(request: HttpRequest) -> Cause:
    return Cause(visitor_of(request).origin)


def visitor_of(request: HttpRequest) -> Visitor:
    visitor = getattr(request, "auth", None)
    if not isinstance(visitor, Visitor):
        raise Unauthenticated
    return visitor


def app_of(request: HttpRequest, app: str) -> AppRef:
    """The app of that key in the actor's workspace; ``NotFound`` otherwise. What of it they may
    open, whoever asks on finds out."""
    return ports.documents().app(actor_of(request).workspace_id, app)


def open_app_of(request: HttpRequest, app: str) -> AppRef:
    """The app, for whoever finds something in it; ``NotFound`` for the others as well."""
    found = app_of(request, app)
    if not is_open(actor_of(request), found):
        raise NotFound
    return found


def is_open(actor: Actor, app: AppRef) -> bool:
    return bool(permissions.reach(actor, app)) or design.grants.may_design_something(actor, app)


def language_of(request: HttpRequest) -> str:
    """The actor's language; a stranger's is what the browser asks for."""
    visitor = getattr(request, "auth", None)
    actor = visitor.actor if isinstance(visitor, Visitor) else _signed_in(request)
    return actor.language if actor else asked_language(request.headers.get("Accept-Language", ""))


def _signed_in(request: HttpRequest) -> Actor | None:
    """Who was refused before the door had looked at them."""
    user = getattr(request, "user", None)
    return actor_of_account(user) if user is not None and user.is_authenticated else None


class BySession(AuthBase):
    """The browser: a session cookie, and a CSRF token for everything that writes."""

    openapi_type: ClassVar[str] = "apiKey"
    openapi_in: ClassVar[str] = "cookie"
    openapi_name: ClassVar[str] = settings.SESSION_COOKIE_NAME
    param_name: ClassVar[str] = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Visitor | None:
        if "Authorization" in request.headers or not request.user.is_authenticated:
            return None
        actor = actor_of_account(request.user)
        if actor is None:
            return None
        request.auth = visitor = Visitor(actor, "browser")  # type: ignore[attr-defined]
        if check_csrf(request, _any_view) is not None:
            raise CsrfFailed
        return visitor


class ByKey(AuthBase):
    """A program: ``Authorization: Bearer <key>``."""

    openapi_type: ClassVar[str] = "http"
    openapi_scheme: ClassVar[str] = "bearer"

    def __call__(self, request: HttpRequest) -> Visitor | None:
        scheme, _, key = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not key.strip():
            return None
        actor = _actor_of_key(key.strip())
        if actor is None:
            return None
        return Visitor(actor, "api", hashlib.sha256(key.encode()).hexdigest()[:16])


def _any_view(*_: Any, **__: Any) -> None:
    """``check_csrf`` asks whether the view is exempt; ours never are."""


def actor_of_account(account: Any) -> Actor | None:
    """None when the account's member has left."""
    return org.actor_of_account(account)


def _actor_of_key(key: str) -> Actor | None:
    return org.actor_of_key(key)
