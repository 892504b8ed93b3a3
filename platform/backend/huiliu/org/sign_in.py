"""Checks a login and a password, and makes guessing them slow.

An attempt is written down *before* the password is looked at, and counted then: fifty at once
get no more tries than fifty in a row. A login that does not exist costs and answers the same.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password

from huiliu.core import ports
from huiliu.core.errors import HuiliuError, TooMany
from huiliu.org.logins import normal
from huiliu.org.models import Account, LoginAttempt
from huiliu.org.passwords import MAX_LENGTH

PER_LOGIN, LOCKED_FOR = 5, timedelta(minutes=15)
PER_ADDRESS, ADDRESS_WINDOW = 20, timedelta(minutes=1)
_KEPT_FOR = timedelta(days=1)


class BadCredentials(HuiliuError):
    code, status = "bad_credentials", 401
    words = {"zh-CN": "登录名或密码不正确。", "en": "The login or the password is not right."}


def enter(login: str, password: str, address: str) -> Account:
    """The account, or ``BadCredentials``, or ``TooMany`` with the seconds to wait."""
    login, now = normal(login)[:64], ports.clock().now()
    attempt = LoginAttempt.objects.create(login=login, address=address[:45], at=now)
    _require_patience(attempt, now)
    account = Account.objects.select_related("workspace").filter(login=login).first()
    if not _is_right(account, password) or account is None or not account.is_active:
        LoginAttempt.objects.filter(at__lt=now - _KEPT_FOR).delete()
        raise BadCredentials
    LoginAttempt.objects.filter(login=login).delete()
    return account


def _require_patience(attempt: LoginAttempt, now: datetime) -> None:
    """This attempt is in the count. A refused one is struck out: waiting helps, asking again
    neither helps nor harms."""
    of_login = LoginAttempt.objects.filter(login=attempt.login, at__gt=now - LOCKED_FOR)
    of_address = LoginAttempt.objects.filter(address=attempt.address, at__gt=now - ADDRESS_WINDOW)
    for attempts, most, window in (
        (of_login, PER_LOGIN, LOCKED_FOR),
        (of_address, PER_ADDRESS, ADDRESS_WINDOW),
    ):
        times = list(attempts.order_by("-at", "-id").values_list("at", flat=True)[: most + 1])
        if len(times) > most:
            attempt.delete()
            wait = int((times[1] + window - now).total_seconds()) + 1
            raise TooMany(wait=str(wait))


def _is_right(account: Account | None, password: str) -> bool:
    if len(password) > MAX_LENGTH:
        return False
    if account is None or not account.has_usable_password():
        make_password(password)  # as slow as a real check
        return False
    return account.check_password(password)
