"""Addresses, networks, and whom a list of forwarding proxies says that a call is from."""

from __future__ import annotations

import pytest

from huiliu.core.networks import caller, is_inside, listed, network, networks

PROXIES = listed("10.0.0.0/8, ::1")


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("203.0.113.7", True),
        ("10.0.0.0/8", True),
        (" 10.0.0.0/8 ", True),
        ("0.0.0.0/0", True),
        ("2001:db8::/32", True),
        ("::1", True),
        ("10.0.0.1/8", False),
        ("10.0.0.0/33", False),
        ("10.0.0", False),
        ("010.0.0.1", False),
        ("example.com", False),
        ("", False),
        ("/", False),
        ("10.0.0.0/8,11.0.0.0/8", False),
    ],
)
def test_what_is_a_network(text: str, is_one: bool) -> None:
    assert (network(text) is not None) == is_one


def test_a_list_with_something_else_in_it_is_refused_by_name() -> None:
    assert [str(one) for one in listed("10.0.0.5, 172.18.0.0/16,")] == [
        "10.0.0.5/32",
        "172.18.0.0/16",
    ]
    with pytest.raises(ValueError, match=r"'proxy\.local'"):
        listed("10.0.0.5,proxy.local")


def test_an_address_of_the_other_family_is_outside() -> None:
    everything = networks(["0.0.0.0/0"])
    assert is_inside("::ffff:1.2.3.4", everything)
    assert not is_inside("2001:db8::1", everything)


@pytest.mark.parametrize(
    ("peer", "forwarded", "from_"),
    [
        ("203.0.113.7", "", "203.0.113.7"),
        ("203.0.113.7", "198.51.100.1", "203.0.113.7"),  # a stranger says so
        ("10.0.0.5", "198.51.100.1", "198.51.100.1"),
        ("10.0.0.5", "6.6.6.6, 198.51.100.1", "198.51.100.1"),  # the first was invented
        ("10.0.0.5", "6.6.6.6, 198.51.100.1, 10.9.9.9", "198.51.100.1"),  # two proxies of ours
        ("10.0.0.5", "10.1.1.1, 10.2.2.2", "10.1.1.1"),
        ("::ffff:10.0.0.5", "198.51.100.1:4711", "198.51.100.1"),
        ("::1", "[2001:db8::1]:4711", "2001:db8::1"),
        ("10.0.0.5", "2001:db8::1", "2001:db8::1"),
        ("10.0.0.5", "198.51.100.1, unknown", ""),  # our proxy does not know
        ("10.0.0.5", ",", ""),
        ("", "198.51.100.1", ""),
    ],
)
def test_who_calls(peer: str, forwarded: str, from_: str) -> None:
    assert caller(peer, forwarded, PROXIES) == from_


def test_nobody_is_believed_without_proxies() -> None:
    assert caller("10.0.0.5", "198.51.100.1", []) == "10.0.0.5"
