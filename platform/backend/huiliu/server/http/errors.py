"""Every failure in one wire shape, worded for the reader; what we did not foresee says no more
than a request id."""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent
from django.db import DatabaseError, DataError, IntegrityError, InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NinjaValidationError

from huiliu.core.errors import (
    Conflict,
    FieldError,
    HuiliuError,
    Malformed,
    NotFound,
    TooLarge,
    TooMany,
    Unauthenticated,
    ValidationFailed,
)
from huiliu.server.http import json
from huiliu.server.http.doors import language_of

QUIET_SECONDS = 10.0
log = logging.getLogger("huiliu.http")


class Internal(HuiliuError):
    code, status = "internal", 500
    words = {
        "zh-CN": "服务器出错了，错误编号 {request}。",
        "en": "Something went wrong on the server. Reference: {request}.",
    }


class Unavailable(HuiliuError):
    code, status = "unavailable", 503
    words = {
        "zh-CN": "数据库暂时无法访问，请稍后重试。编号 {request}。",
        "en": "The database cannot be reached right now. Try again. Reference: {request}.",
    }


class MethodNotAllowed(HuiliuError):
    code, status = "method_not_allowed", 405
    words = {"zh-CN": "不支持此操作方式。", "en": "This method is not supported here."}


def answer(request: HttpRequest, error: HuiliuError) -> HttpResponse:
    body = json.dumps(error.as_json(language_of(request)))
    response = HttpResponse(body, status=error.status, content_type="application/json")
    if error.status == 429 and "wait" in error.data:
        response["Retry-After"] = error.data["wait"]
    return response


def respond(request: HttpRequest, exc: Exception) -> HttpResponse:
    if isinstance(exc, OperationalError):
        # A deadlock's victim: whoever opened the transaction around this request may try again.
        request.lost_transaction = exc  # type: ignore[attr-defined]
    return answer(request, coded(exc, request))


def coded(exc: Exception, request: HttpRequest | None = None) -> HuiliuError:
    """The coded error that says what this exception means to the caller."""
    match exc:
        case HuiliuError():
            return exc
        case NinjaValidationError():
            return _invalid(exc)
        case AuthenticationError():
            return Unauthenticated()
        case HttpError():
            return _of_status(exc.status_code, exc.message)
        case Http404():
            return NotFound()
        case RequestDataTooBig():
            return TooLarge(limit="4 MB")
        case UnreadablePostError() | SuspiciousOperation() | TooManyFieldsSent():
            return Malformed(reason=type(exc).__name__)
        case DataError():
            log.warning("refused by the database: %s", exc)
            return Malformed(reason="value")
        case IntegrityError():
            log.warning("integrity: %s", exc)
            return Conflict()
        case OperationalError() | InterfaceError():
            return _logged(Unavailable, exc, request)
        case _:
            return _logged(Internal, exc, request)


def no_such_page(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return answer(request, NotFound())


def page_failed(request: HttpRequest) -> HttpResponse:
    return answer(request, Internal(request="-"))


def _logged(kind: type[HuiliuError], exc: Exception, request: HttpRequest | None) -> HuiliuError:
    reference = secrets.token_hex(4)
    where = f"{request.method} {request.path}" if request is not None else ""
    if kind is Unavailable and not _first_for_a_while():
        log.warning("%s %s: %s", reference, where, str(exc).partition("\n")[0])
        return kind(request=reference)
    level = logging.ERROR if not isinstance(exc, DatabaseError) else logging.WARNING
    log.log(level, "%s %s", reference, where, exc_info=exc)
    return kind(request=reference)


_quiet_until = 0.0


def _first_for_a_while() -> bool:
    """While the database is away every request fails alike: the whole story once in ten seconds,
    else the log fills the disk that the database needs."""
    global _quiet_until
    now = time.monotonic()
    if now < _quiet_until:
        return False
    _quiet_until = now + QUIET_SECONDS
    return True


def _of_status(status: int, message: str) -> HuiliuError:
    known: dict[int, HuiliuError] = {
        401: Unauthenticated(),
        404: NotFound(),
        405: MethodNotAllowed(),
        413: TooLarge(limit="4 MB"),
        429: TooMany(),
    }
    return known.get(status) or Malformed(reason=message[:200])


def _invalid(exc: NinjaValidationError) -> HuiliuError:
    fields: dict[str, list[FieldError]] = {}
    for one in exc.errors:
        path = ".".join(str(part) for part in one["loc"][1:] if part != "payload") or "body"
        fields.setdefault(path, []).append(_complaint(str(one["type"]), one.get("ctx") or {}))
    return _BadShape(fields=fields)


class _BadShape(ValidationFailed):
    """The payload does not have the shape the API says."""


_CODES = {
    "missing": ("required", "", ""),
    "extra_forbidden": ("unknown_field", "", ""),
    "literal_error": ("not_an_option", "", ""),
    "string_too_long": ("too_long", "max", "max_length"),
    "string_too_short": ("too_short", "min", "min_length"),
    "too_long": ("too_many", "max", "max_length"),
    "too_short": ("too_few", "min", "min_length"),
    "greater_than_equal": ("too_small", "min", "ge"),
    "less_than_equal": ("too_large", "max", "le"),
    "condition_too_large": ("condition_too_large", "", ""),
}
"""What pydantic says, as we say it: our code, and the setting that our words name."""


def _complaint(kind: str, context: Mapping[str, Any]) -> FieldError:
    code, name, setting = _CODES.get(kind, ("bad_value", "", ""))
    return FieldError(code, data={name: str(context.get(setting, ""))} if name else {})
