"""Search words as pairs of characters: what finds 华为 where trigrams find nothing. Pure."""

from __future__ import annotations


def normal(text: str) -> str:
    """One case, one space: the same for what is stored and what is asked."""
    return " ".join(text.lower().split()).replace("\x00", "")


def grams(text: str) -> list[str]:
    """Every pair of neighbouring characters, once."""
    return sorted({text[i : i + 2] for i in range(len(text) - 1)} - {"  "})
