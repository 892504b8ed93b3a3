"""What admins type as an address reaches other systems, and never this machine or its network."""

from __future__ import annotations

import socket
import threading
from typing import Any

import pytest

from huiliu.core import outgoing
from huiliu.core.outgoing import OutgoingFailed, OutgoingRefused, call
from tests.support.stand_in import stand_in

INSIDE = [
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "100.100.100.200", "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1",
    "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "ff02::1", "fec0::1",
]  # fmt: skip


def resolving(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Every name means these addresses; what is connected to is remembered."""
    connected: list[str] = []

    def getaddrinfo(host: str, port: int, **_: Any) -> list[Any]:
        return [(0, 0, 0, "", (one, port)) for one in addresses]

    def connect(where: tuple[str, int], *_: Any) -> Any:
        connected.append(where[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(outgoing.socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(outgoing.socket, "create_connection", connect)
    return connected


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused_however_it_is_written(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    connected = resolving(monkeypatch, address)
    with pytest.raises(OutgoingRefused):
        call("GET", "http://innocent.example/")
    assert connected == []


def test_one_inside_address_among_several_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    connected = resolving(monkeypatch, "93.184.216.34", "10.0.0.1")
    with pytest.raises(OutgoingRefused):
        call("GET", "http://rebinding.example/")
    assert connected == []


def test_the_connection_goes_to_the_address_that_was_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connected = resolving(monkeypatch, "93.184.216.34")
    with pytest.raises(OutgoingFailed) as failed:
        call("GET", "https://example.com/secret-token?key=hidden")
    assert connected == ["93.184.216.34"]
    assert str(failed.value) == "example.com: ConnectionRefusedError"


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd", "ftp://example.com/", "http://", "http://a:b@example.com/",
        "http://example.com:0/", "http://example.com/\r\nX: y", "http://exa mple.com/", "//x/",
    ],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(OutgoingRefused):
        call("GET", url)


@pytest.mark.parametrize("allowed", ["127.0.0.1", "127.0.0.0/8", "localhost:{port}", "localhost"])
def test_the_installation_may_allow_what_it_trusts(
    monkeypatch: pytest.MonkeyPatch, allowed: str
) -> None:
    with stand_in() as there:
        there.answers = [(201, {"no": 1})]
        monkeypatch.setenv("HUILIU_OUTGOING_ALLOW", f"x.example, {allowed}".format(port=there.port))
        monkeypatch.setattr(outgoing.socket, "getaddrinfo", _local)
        answer = call("POST", f"http://localhost:{there.port}/a?b=c", body=b"{}")
    assert (answer.status, answer.body) == (201, b'{"no": 1}')
    assert (there.calls[0].method, there.calls[0].path) == ("POST", "/a?b=c")


def _local(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
    return [(socket.AF_INET, socket.SOCK_STREAM, 0, "", ("127.0.0.1", port))]


def test_redirects_are_not_followed_and_large_answers_not_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUILIU_OUTGOING_ALLOW", "127.0.0.1")
    with stand_in() as there:
        there.headers = {"Location": f"{there.url}/inner"}
        there.answers = [(302, b""), (200, b"x" * 2000)]
        assert call("GET", there.url).status == 302
        with pytest.raises(OutgoingRefused):
            call("GET", there.url, max_bytes=1000)
        assert [one.path for one in there.calls] == ["/", "/"]


def test_one_that_sends_a_byte_now_and_then_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUILIU_OUTGOING_ALLOW", "127.0.0.1")
    over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def drip() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\n")
                while not over.wait(0.05):
                    try:
                        connection.sendall(b"X: y\r\n")
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        with pytest.raises(OutgoingFailed):
            call("GET", f"http://127.0.0.1:{server.getsockname()[1]}/", seconds=0.4)
        over.set()
        thread.join()
