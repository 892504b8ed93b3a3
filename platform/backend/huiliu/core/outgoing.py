"""HTTP to addresses that admins type: never to this machine or its network, small, and soon over.

The name is resolved once and the connection goes to the address that was checked, so a name cannot
mean something else a moment later. Redirects are answers, not followed. Errors name the host only:
paths and headers hold tokens.
"""

from __future__ import annotations

import http.client
import ipaddress
import os
import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from huiliu.core.errors import HuiliuError

MAX_BYTES = 1024 * 1024
MAX_SECONDS = 30.0
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
IP = ipaddress.IPv4Address | ipaddress.IPv6Address


class OutgoingRefused(HuiliuError):
    """Trying again would not help."""

    code, status = "outgoing_refused", 422
    words = {
        "zh-CN": "不允许访问地址“{host}”：{reason}",
        "en": 'The address "{host}" may not be called: {reason}',
    }


class OutgoingFailed(Exception):
    """Nobody answered, or with an error that may pass. The text holds no secrets."""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    """By lower-case name."""
    body: bytes


def call(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    body: bytes = b"",
    seconds: float = 10.0,
    max_bytes: int = MAX_BYTES,
) -> Answer:
    """Raises OutgoingRefused, or OutgoingFailed when it may be tried again."""
    parts = _parts(url)
    host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
    address = _checked_address(host, port)
    connection = _connection(parts.scheme, host, port, address, min(seconds, MAX_SECONDS))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    sent = {"Accept-Encoding": "identity", "User-Agent": "Huiliu", **(headers or {})}
    try:
        with _time_limit(connection, min(seconds, MAX_SECONDS)):
            connection.request(method, target, body=body or None, headers=sent)
            answer = connection.getresponse()
            found = answer.read(max_bytes + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise OutgoingFailed(f"{host}: {type(error).__name__}") from None
    finally:
        connection.close()
    if len(found) > max_bytes:
        raise OutgoingRefused(host=host, reason=f"> {max_bytes // 1024} kB")
    return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, found)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
        good = good and parts.port != 0 and not parts.username and not parts.password
    except ValueError:
        good = False
    if not good or any(ord(char) <= 32 or ord(char) > 126 for char in url):
        raise OutgoingRefused(host="", reason="URL")
    return parts


def _checked_address(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise OutgoingFailed(f"{host}: {type(error).__name__}") from None
    addresses = [str(info[4][0]).partition("%")[0] for info in found]
    for address in addresses:
        if not _is_public(ipaddress.ip_address(address)) and not _is_allowed(host, port, address):
            raise OutgoingRefused(host=host, reason=address)
    return addresses[0]


def _is_public(address: IP) -> bool:
    """Not loopback, private, link-local (metadata services), shared, reserved or multicast, also
    not by way of an IPv6 address that stands for one of IPv4."""
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _is_public(inner)
        if address.teredo is not None or address.is_site_local:
            return False
    return address.is_global and not address.is_multicast


def _is_allowed(host: str, port: int, address: str) -> bool:
    """``HUILIU_OUTGOING_ALLOW``: hosts, ``host:port`` or networks, separated by commas."""
    for one in filter(
        None, os.environ.get("HUILIU_OUTGOING_ALLOW", "").replace(" ", "").split(",")
    ):
        if one in (host, f"{host}:{port}", address, f"{address}:{port}"):
            return True
        if "/" in one and ipaddress.ip_address(address) in ipaddress.ip_network(one, strict=False):
            return True
    return False


def _connection(
    scheme: str, host: str, port: int, address: str, seconds: float
) -> http.client.HTTPConnection:
    """To that address and no other, whatever the name means by now."""
    if scheme == "https":
        return _SecureTo(address, host, port, seconds)
    return _To(address, host, port, seconds)


class _To(http.client.HTTPConnection):
    def __init__(self, address: str, host: str, port: int, seconds: float) -> None:
        super().__init__(host, port, timeout=seconds)
        self._address = address

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)


class _SecureTo(_To):
    """TLS for the name, over the connection to the address."""

    def connect(self) -> None:
        super().connect()
        context = ssl.create_default_context()
        self.sock = context.wrap_socket(self.sock, server_hostname=self.host)


@contextmanager
def _time_limit(connection: http.client.HTTPConnection, seconds: float) -> Iterator[None]:
    """The whole exchange, also with one that sends a byte now and then."""

    over = threading.Event()

    def cut() -> None:
        over.set()
        if connection.sock is not None:
            with suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(seconds, cut)
    timer.daemon = True
    timer.start()
    try:
        yield
        if over.is_set():  # what was cut off looks as if it had ended by itself
            raise TimeoutError
    finally:
        timer.cancel()
