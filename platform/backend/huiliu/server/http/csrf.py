"""The CSRF token: made for every visitor, wanted for every write that a cookie vouches for."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import CsrfViewMiddleware, get_token
from ninja.utils import check_csrf

from huiliu.server.http.doors import CsrfFailed


def token_for(request: HttpRequest, response: HttpResponse) -> str:
    """The visitor's own, kept in its cookie."""
    _middleware().process_request(request)
    token = get_token(request)
    keep(request, response)
    return token


def keep(request: HttpRequest, response: HttpResponse) -> None:
    """Sends the cookie along when the token was made or changed."""
    _middleware().process_response(request, response)


def require(request: HttpRequest) -> None:
    """Also of strangers: nobody is signed in, or out, by a page of somebody else's."""
    if check_csrf(request, _any_view) is not None:
        raise CsrfFailed


def _middleware() -> CsrfViewMiddleware:
    return CsrfViewMiddleware(lambda request: HttpResponse())


def _any_view(*_: Any, **__: Any) -> None:
    """``check_csrf`` asks whether the view is exempt; ours never are."""
