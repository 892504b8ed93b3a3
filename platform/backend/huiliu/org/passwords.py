"""What a password must be, and changing one's own: every other session ends with the old one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.password_validation import (
    CommonPasswordValidator,
    MinimumLengthValidator,
    NumericPasswordValidator,
    UserAttributeSimilarityValidator,
    validate_password,
)
from django.core.exceptions import ValidationError

from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.text import Words
from huiliu.org.models import Account

MAX_LENGTH = 128
"""Hashing a megabyte would be a gift to whoever wants to keep us busy."""

_VALIDATORS: list[Any] = [  # Django's validators share no base class
    MinimumLengthValidator(8),
    UserAttributeSimilarityValidator(("login", "name")),
    CommonPasswordValidator(),
    NumericPasswordValidator(),
]

_WORDS: dict[str, Words] = {
    "password_too_short": {"zh-CN": "密码至少 8 位", "en": "At least 8 characters"},
    "password_too_long": {"zh-CN": "密码最多 128 位", "en": "At most 128 characters"},
    "password_too_similar": {
        "zh-CN": "密码与登录名或姓名太相似",
        "en": "Too similar to the login or the name",
    },
    "password_too_common": {"zh-CN": "密码太常见", "en": "This password is too common"},
    "password_entirely_numeric": {"zh-CN": "密码不能全是数字", "en": "Not only digits"},
    "wrong_password": {"zh-CN": "原密码不正确", "en": "This is not your password"},
}


def require_good(password: str, account: Account, *, field: str = "password") -> None:
    """Raises ``ValidationFailed`` with every complaint under ``field``."""
    if len(password) > MAX_LENGTH:
        raise _refused(field, ["password_too_long"])
    try:
        validate_password(password, account, password_validators=_VALIDATORS)
    except ValidationError as error:
        raise _refused(field, [str(one.code) for one in error.error_list]) from None


def change_own(account: Account, old: str, new: str) -> None:
    """The session that asked must be renewed by its door (``update_session_auth_hash``)."""
    if len(old) > MAX_LENGTH or not account.check_password(old):
        raise _refused("old", ["wrong_password"])
    require_good(new, account, field="new")
    account.set_password(new)
    account.save(update_fields=["password"])


def _refused(field: str, codes: list[str]) -> ValidationFailed:
    return ValidationFailed(fields={field: [FieldError(c, _WORDS.get(c, {})) for c in codes]})
