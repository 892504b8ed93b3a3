"""Internet addresses and networks as people write them: ``203.0.113.7``, ``10.0.0.0/8``."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable, Sequence

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


def address(text: str) -> Address | None:
    """None for what is none. An address of IPv4 that comes in IPv6's clothes is one of IPv4."""
    try:
        found = ipaddress.ip_address(text.strip().partition("%")[0])
    except ValueError:
        return None
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return mapped or found


def network(text: str) -> Network | None:
    """One address is a network of itself. None for what is none, and for ``10.0.0.1/8``: whoever
    writes that means one of two things."""
    alone = address(text)
    try:
        return ipaddress.ip_network(text.strip() if alone is None else alone)
    except ValueError:
        return None


def networks(texts: Iterable[str]) -> list[Network]:
    """Of those that are some."""
    return [found for text in texts if (found := network(text)) is not None]


def listed(text: str) -> list[Network]:
    """With commas between. Raises ValueError with what is none."""
    given = [one.strip() for one in text.split(",") if one.strip()]
    for one in given:
        if network(one) is None:
            raise ValueError(f"'{one}' is no address or network")
    return networks(given)


def is_inside(text: str, allowed: Iterable[Network]) -> bool:
    found = address(text)
    return found is not None and any(found in one for one in allowed)


def caller(peer: str, forwarded: str, proxies: Sequence[Network]) -> str:
    """Who calls. ``peer`` is who the connection is from, ``forwarded`` what ``X-Forwarded-For``
    says. Each of our proxies appends who called it, so the list is read from its end, and only as
    far as the proxies are ours: whoever is not may have written whatever stands before."""
    found = peer
    for hop in reversed(forwarded.split(",") if forwarded else []):
        if not is_inside(found, proxies):
            break
        found = _without_port(hop.strip())
    known = address(found)
    return str(known) if known is not None else ""


def _without_port(hop: str) -> str:
    """``203.0.113.7:1234`` and ``[2001:db8::1]:1234`` as some proxies write them."""
    if hop.startswith("["):
        return hop[1:].partition("]")[0]
    host, _, port = hop.partition(":")
    return host if port.isdigit() and "." in host else hop
