"""Words for people, in the two languages we ship, chosen by the reader's language."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

Words = Mapping[str, str]
"""``{"zh-CN": "采购入库", "en": "Purchase receipt"}``; a missing language falls back."""

LANGUAGES = ("zh-CN", "en")
_ASIDE = re.compile(r"\s*[（(][^（）()]*[）)]")
_BREAK = re.compile(r"(\s*[：:；;，,。！!？?\n]+\s*|\.\s+|\.$|\s+[-–—]+\s+)")
_PLACEHOLDER = re.compile(r"\{([a-z_$][a-z0-9_.$]*)\}")


def choose(words: Words, language: str) -> str:
    """The words in ``language``, else Chinese, else any, else nothing."""
    return words.get(language) or words.get("zh-CN") or next(iter(words.values()), "")


def fill(words: Words, language: str, data: Mapping[str, str]) -> str:
    """Words with ``{name}`` placeholders filled. Plain substitution: no template language."""
    return _PLACEHOLDER.sub(lambda m: data.get(m.group(1), ""), choose(words, language))


def placeholders(words: Words) -> frozenset[str]:
    return frozenset(name for text in words.values() for name in _PLACEHOLDER.findall(text))


def without(words: Words, hidden: Collection[str]) -> dict[str, str]:
    """The words less every clause that has one of these placeholders in it: of "No {product}: only
    {current}" what stands before the colon. Empty when in some language nothing is left."""
    left = {language: _clauses(text, frozenset(hidden)) for language, text in words.items()}
    return left if all(left.values()) else {}


def _clauses(text: str, hidden: frozenset[str]) -> str:
    def tells(part: str) -> bool:
        return not hidden.isdisjoint(_PLACEHOLDER.findall(part))

    text = _ASIDE.sub(lambda aside: "" if tells(aside.group()) else aside.group(), text)
    parts = ["", *_BREAK.split(text)]
    said = ""
    for mark, clause in zip(parts[::2], parts[1::2], strict=True):
        if clause.strip() and not tells(clause):
            said += mark + clause if said else clause
    return said.strip()
