"""Asks or tells another system by HTTP, after commit, at least once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import Field, StringConstraints

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.documents import Id
from huiliu.core.errors import HuiliuError
from huiliu.core.forms import FormShape
from huiliu.core.outgoing import OutgoingFailed, call
from huiliu.core.ports import Problem
from huiliu.core.webhook_signature import signed_headers
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design, read_by
from workflow_engine.automations.part import PLACEHOLDER, Part, ValueSource, problem
from workflow_engine.automations.pointers import (
    NotThere,
    Picked,
    pick_all,
    pointer_problems,
    shape_of,
)
from workflow_engine.automations.sources import open_value
from workflow_engine.automations.work import Work

_RETRIED = frozenset({408, 425, 429})
HeaderName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9-]{0,60}$")]


class Unwelcome(HuiliuError):
    """The other system says no: again would be no again."""

    code, status = "http_status", 422
    words = {
        "zh-CN": "对方系统返回 {status}",
        "en": "The other system answered {status}",
    }


class Unclear(HuiliuError):
    code, status = "http_answer", 422
    words = {
        "zh-CN": "返回内容中没有“{pointer}”，或类型不对",
        "en": 'The answer has no "{pointer}", or not of its type',
    }


class Header(Part):
    """``secret``: the name of one in the vault; ``value`` is put in front of it (``Bearer ``)."""

    value: Annotated[str, StringConstraints(max_length=1000, pattern=r"^[\x20-\x7e]*$")] = ""
    secret: Id | None = None


class HttpRequest(StepConfig):
    """``url`` with ``{path}`` placeholders, each sent as one encoded piece. ``body`` is a JSON
    object; ``record`` adds the whole record to it. ``sign``: a secret, as standardwebhooks.com
    says. ``keep``: values of the answer for later steps (``$id.name``, and ``$id.status``); then
    what follows waits for the answer. 2xx is well; 408, 425, 429 and 5xx are tried again."""

    type: Literal["http_request"]
    method: Literal["GET", "POST", "PUT", "PATCH", "DELETE"] = "POST"
    url: Annotated[str, StringConstraints(min_length=8, max_length=2000)]
    headers: dict[HeaderName, Header] = Field(default={}, max_length=20)
    body: dict[str, ValueSource] = Field(default={}, max_length=200)
    record: bool = False
    sign: Id | None = None
    keep: dict[Id, Picked] = Field(default={}, max_length=50)
    seconds: int = Field(default=10, ge=1, le=30)


class HttpRequestType(ActionType[HttpRequest]):
    name = "http_request"
    words = {"zh-CN": "HTTP 请求", "en": "HTTP request"}
    told = {"zh-CN": "请求 {host}，返回 {status}", "en": "Called {host}: {status}"}
    icon = "api"
    config = HttpRequest
    in_transaction = False
    outside = True
    samples = (
        {
            "id": "s1",
            "type": "http_request",
            "url": "https://api.example.com/orders/{note}",
            "headers": {"Authorization": {"value": "Bearer ", "secret": "shop_token"}},
            "body": {"total": {"field": "total"}, "source": {"value": "huiliu"}},
            "sign": "shop_signing",
            "keep": {"no": {"pointer": "/data/no"}},
        },
        {"id": "s1", "type": "http_request", "method": "GET", "url": "https://example.com/ping"},
    )
    refused = (
        ({"id": "s1", "type": "http_request", "url": "ftp://example.com/x"}, "bad_url"),
        ({"id": "s1", "type": "http_request", "url": "https://{note}/x"}, "bad_url"),
        ({"id": "s1", "type": "http_request", "url": "https://a.example/{x}"}, "no_such_path"),
        (
            {
                "id": "s1",
                "type": "http_request",
                "url": "https://a.example/",
                "keep": {"no": {"pointer": "data.no"}},
            },
            "bad_pointer",
        ),
        (
            {
                "id": "s1",
                "type": "http_request",
                "url": "https://a.example/",
                "headers": {"X-A": {"value": "a\r\nHost: b"}},
            },
            "bad_setting",
        ),
    )

    def pauses(self, step: HttpRequest) -> bool:
        return bool(step.keep)

    def reads(self, step: HttpRequest) -> frozenset[str]:
        return read_by(step.body) | frozenset(PLACEHOLDER.findall(step.url))

    def gives(self, step: HttpRequest, design: Design) -> FormShape | None:
        fields = {id_: shape_of(id_, picked) for id_, picked in step.keep.items()}
        status = {"status": shape_of("status", Picked(pointer="", type="number", scale=0))}
        return FormShape("", False, self.words, {**status, **fields}) if step.keep else None

    def problems(self, step: HttpRequest, design: Design) -> Iterator[Problem]:
        if not _is_good_url(step.url):
            yield problem("url", "bad_url")
        yield from design.exist("url", PLACEHOLDER.findall(step.url))
        for name, source in step.body.items():
            yield from design.source(f"body.{name}", source)
        for id_, picked in step.keep.items():
            yield from pointer_problems(f"keep.{id_}", picked.pointer)

    def prepare(self, step: HttpRequest, work: Work) -> dict[str, Any]:
        content = {name: open_value(source, work) for name, source in step.body.items()}
        if step.record and work.record.form:
            access = system_access(work.actor, work.record.form)
            content["record"] = ports.records().to_json(work.record, access=access)
        body = json.dumps(content, ensure_ascii=False).encode() if content else b""
        return {
            "method": step.method,
            "url": _filled(step.url, work),
            "body": body,
            "headers": _headers(step, work, bool(body)),
            "sign": _secret(step.sign, work),
            "seconds": step.seconds,
        }

    def send(self, prepared: Any, key: str) -> dict[str, Any]:
        at = int(ports.clock().now().timestamp())
        own = {"Idempotency-Key": key}
        if prepared["sign"] is not None:
            own |= signed_headers(prepared["sign"], key, at, prepared["body"])
        answer = call(
            prepared["method"],
            prepared["url"],
            headers={**prepared["headers"], **own},
            body=prepared["body"],
            seconds=prepared["seconds"],
        )
        host = urlsplit(prepared["url"]).hostname
        if answer.status in _RETRIED or answer.status >= 500:
            raise OutgoingFailed(f"{host}: {answer.status}")
        if not 200 <= answer.status < 300:
            raise Unwelcome(status=str(answer.status))
        return {"status": answer.status, "host": host, "content": _text(answer.body)}

    def do(self, step: HttpRequest, work: Work) -> Saw:
        answer = work.answer
        if step.keep:
            try:
                values = pick_all(_json(answer["content"]), step.keep)
            except NotThere as error:
                raise Unclear(pointer=str(error)) from None
            work.bind_values({"status": Decimal(answer["status"]), **values})
        return {"host": answer["host"], "status": str(answer["status"])}

    def foresee(self, step: HttpRequest, work: Work) -> Saw:
        return {"host": urlsplit(step.url).hostname, "status": "–"}


def _is_good_url(url: str) -> bool:
    """The host is the designer's: no record may choose who is called."""
    try:
        parts = urlsplit(url)
        named = bool(parts.hostname) and "{" not in parts.netloc and "@" not in parts.netloc
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and named


def _filled(url: str, work: Work) -> str:
    def piece(match: Any) -> str:
        return quote(_as_text(work.get(match.group(1))), safe="")

    return quote(PLACEHOLDER.sub(piece, url), safe="%/:?#[]@!$&'()*+,;=-._~{}")


def _as_text(value: Any) -> str:
    from workflow_engine.automations.typed import to_json

    return "" if value is None else str(to_json(value))


def _headers(step: HttpRequest, work: Work, has_body: bool) -> dict[str, str]:
    found = {"Content-Type": "application/json"} if has_body else {}
    for name, header in step.headers.items():
        found[name] = header.value + (_secret(header.secret, work) or "")
    return found


def _secret(name: str | None, work: Work) -> str | None:
    return ports.secrets().reveal(work.app.workspace_id, name) if name else None


def _text(body: bytes) -> str:
    return body.decode("utf-8", errors="replace")


def _json(text: str) -> Any:
    """Nothing at all where it is no JSON; numbers are exact."""
    try:
        return json.loads(text, parse_float=Decimal)
    except ValueError:
        return None


action_types.add(HttpRequestType())
