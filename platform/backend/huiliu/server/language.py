"""The language a stranger asks for."""

from __future__ import annotations

from huiliu.core.text import LANGUAGES


def asked_language(header: str) -> str:
    """Of ``Accept-Language``: the best liked of those we speak."""
    liked: list[tuple[float, str]] = []
    for part in header.lower().split(",")[:20]:
        tag, _, quality = part.strip().partition(";q=")
        for language in LANGUAGES:
            if tag.partition("-")[0] == language.partition("-")[0]:
                liked.append((_quality(quality), language))
    return max(liked, key=lambda one: one[0], default=(0.0, LANGUAGES[0]))[1]


def _quality(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0
