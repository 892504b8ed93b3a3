"""Where a request comes from. What a header says counts only if one of our proxies wrote it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from huiliu.core.networks import caller


def sure_address_of(request: HttpRequest) -> str:
    """``X-Forwarded-For`` is believed from ``HUILIU_TRUSTED_PROXIES`` and from nobody else. Empty
    for what is no address."""
    return caller(_peer(request), _forwarded(request), settings.TRUSTED_PROXIES)


def address_of(request: HttpRequest) -> str:
    """Good enough to count attempts by. Behind a proxy that we were told of without its address
    (``HUILIU_HTTPS``), the address that this proxy saw: the last one."""
    seen = _forwarded(request)
    if settings.TRUSTED_PROXIES:
        return sure_address_of(request)
    if settings.SECURE_PROXY_SSL_HEADER and seen:
        return seen.rsplit(",", 1)[-1].strip()
    return _peer(request)


def _forwarded(request: HttpRequest) -> str:
    return request.headers.get("X-Forwarded-For", "")


def _peer(request: HttpRequest) -> str:
    return str(request.META.get("REMOTE_ADDR", ""))
