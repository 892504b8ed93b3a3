"""The way out for e-mail, from the environment and nowhere else.

``HUILIU_SMTP_URL``: ``smtp://user:password@host:587?tls=starttls`` (``tls``: ``starttls``, ``none``
or, with ``smtps://``, from the start). ``HUILIU_SMTP_FROM``: ``汇流 <no-reply@example.com>``.
"""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass, field
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.mail import EmailMessage, get_connection

from huiliu.core.outgoing import OutgoingFailed

SECONDS = 15


@dataclass(frozen=True)
class Server:
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    starttls: bool
    tls: bool


def is_set_up() -> bool:
    return bool(os.environ.get("HUILIU_SMTP_URL"))


def sender() -> str:
    return os.environ.get("HUILIU_SMTP_FROM", "") or "huiliu@localhost"


def send(to: list[str], subject: str, body: str, *, key: str) -> None:
    """Raises OutgoingFailed, which names no address and no password. ``key`` becomes the id of the
    message, so that a repeat is known as one."""
    server = _server()
    connection = get_connection(
        "django.core.mail.backends.smtp.EmailBackend",
        host=server.host,
        port=server.port,
        username=server.user,
        password=server.password,
        use_tls=server.starttls,
        use_ssl=server.tls,
        timeout=SECONDS,
    )
    digest = hashlib.sha256(key.encode()).hexdigest()[:32]
    headers = {"Message-ID": f"<{digest}@huiliu>", "Auto-Submitted": "auto-generated"}
    message = EmailMessage(_one_line(subject), body, sender(), to, headers=headers)
    try:
        connection.send_messages([message])
    except Exception as error:
        raise OutgoingFailed(f"{server.host}: {type(error).__name__}") from None


def _one_line(subject: str) -> str:
    return " ".join(subject.split())[:200]


def _server() -> Server:
    parts = urlsplit(os.environ.get("HUILIU_SMTP_URL", ""))
    tls = parts.scheme == "smtps"
    wanted = parse_qs(parts.query).get("tls", ["none" if tls else "starttls"])[0]
    return Server(
        host=parts.hostname or "",
        port=parts.port or (465 if tls else 587),
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=wanted == "starttls" and not tls,
        tls=tls,
    )
