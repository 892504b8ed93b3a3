"""Signing in and out, one's password, and what a stranger may know."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema, Status

from huiliu.core.errors import FieldError, Forbidden, ValidationFailed
from huiliu.core.text import LANGUAGES
from huiliu.org import api as org
from huiliu.server.client_address import address_of
from huiliu.server.http import csrf
from huiliu.server.http.doors import actor_of_account, visitor_of
from huiliu.server.http.me import Me, me_of
from huiliu.server.http.payload import Given

router = Router()


class BrowsersOnly(Forbidden):
    code = "browsers_only"
    words = {
        "zh-CN": "此操作只能在浏览器登录后进行。",
        "en": "This needs a sign-in with the browser, not an API key.",
    }


class DemoAccount(Schema):
    login: str
    name: str
    role: str


class Session(Schema):
    signed_in: bool
    csrf: str
    demo: list[DemoAccount] | None
    languages: list[str]


class SignIn(Given):
    login: str = ""
    password: str = ""
    demo: str = ""


class NewPassword(Given):
    old: str
    new: str


@router.get("/session", auth=None, response=Session)
def session(request: HttpRequest, response: HttpResponse) -> Session:
    demo = [
        DemoAccount(login=one.login, name=one.name, role=one.demo) for one in org.demo.accounts()
    ]
    return Session(
        signed_in=request.user.is_authenticated,
        csrf=csrf.token_for(request, response),
        demo=demo if org.demo.is_on() else None,
        languages=list(LANGUAGES),
    )


@router.post("/auth/login", auth=None, response=Me)
def sign_in(request: HttpRequest, response: HttpResponse, payload: SignIn) -> Me:
    csrf.require(request)
    account = _enter(request, payload)
    login(request, account, backend="huiliu.org.backend.Members")
    csrf.keep(request, response)
    actor = actor_of_account(account)
    assert actor is not None  # ``enter`` lets only active members in
    return me_of(actor)


@router.post("/auth/logout", auth=None, response={204: None})
def sign_out(request: HttpRequest, response: HttpResponse) -> Status[None]:
    csrf.require(request)
    logout(request)
    return Status(204, None)


@router.post("/auth/password", response={204: None})
def change_password(request: HttpRequest, payload: NewPassword) -> Status[None]:
    """Every other session ends; API keys stay, they are revoked one by one."""
    require_browser(request)
    account = cast(org.Account, request.user)
    org.passwords.change_own(account, payload.old, payload.new)
    update_session_auth_hash(request, account)
    return Status(204, None)


def require_browser(request: HttpRequest) -> None:
    if visitor_of(request).origin != "browser":
        raise BrowsersOnly


def _enter(request: HttpRequest, payload: SignIn) -> org.Account:
    if payload.demo:
        return org.demo.enter(payload.demo)
    if not payload.login:
        raise ValidationFailed(fields={"login": [FieldError("required")]})
    return org.sign_in.enter(payload.login, payload.password, address_of(request))
