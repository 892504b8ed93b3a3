"""Cuts a formula into tokens. Full-width signs, as Chinese keyboards type them, count as ASCII
outside texts."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from huiliu.core.expressions.errors import FormulaSyntax

MAX_LENGTH = 4_000
_PATH = re.compile(r"[$a-z][a-z0-9_]*(?:\.[$a-z][a-z0-9_]*){0,4}")
_SINGLE = "+-*/^&=<>(),%"
_DOUBLE = {"<>": "<>", "<=": "<=", ">=": ">=", "==": "=", "!=": "<>"}
_SIGNS = {
    "×": "*", "÷": "/", "−": "-", "≥": ">=", "≤": "<=", "≠": "<>", "\u3000": " ", "\u00a0": " ",
}  # fmt: skip
_QUOTES = {'"': '"', "＂": '"＂', "“": "”“", "”": "”“"}

Kind = Literal["number", "text", "reference", "name", "sign", "end"]


@dataclass(frozen=True, slots=True)
class Token:
    kind: Kind
    text: str
    position: int

    def is_sign(self, sign: str) -> bool:
        return self.kind == "sign" and self.text == sign


def tokens(source: str) -> list[Token]:
    if len(source) > MAX_LENGTH:
        raise FormulaSyntax("too_long", MAX_LENGTH)
    found, position = [], 0
    while position < len(source):
        if _folded(source[position]) in " \t\r\n":
            position += 1
            continue
        token, position = _next(source, position)
        found.append(token)
    found.append(Token("end", "", len(source)))
    return found


def _folded(char: str) -> str:
    if "\uff01" <= char <= "\uff5e":
        return chr(ord(char) - 0xFEE0)
    return _SIGNS.get(char, char)


def _next(source: str, at: int) -> tuple[Token, int]:
    char = _folded(source[at])
    following = _folded(source[at + 1]) if at + 1 < len(source) else ""
    if source[at] in _QUOTES:
        return _text(source, at)
    if _is_digit(char) or (char == "." and _is_digit(following)):
        return _number(source, at)
    if char == "{":
        return _reference(source, at)
    if _is_letter(char):
        return _name(source, at)
    if char + following in _DOUBLE and len(char) == 1:
        return Token("sign", _DOUBLE[char + following], at), at + 2
    if len(char) == 2 or char in _SINGLE:
        return Token("sign", char, at), at + 1
    raise FormulaSyntax("unexpected_character", at, name=source[at])


def _is_digit(char: str) -> bool:
    return len(char) == 1 and "0" <= char <= "9"


def _is_letter(char: str) -> bool:
    return len(char) == 1 and ("a" <= char <= "z" or "A" <= char <= "Z")


def _digits(source: str, at: int) -> int:
    while at < len(source) and _is_digit(_folded(source[at])):
        at += 1
    return at


def _number(source: str, start: int) -> tuple[Token, int]:
    end = _digits(source, start)
    if end < len(source) and _folded(source[end]) == ".":
        end = _digits(source, end + 1)
    if end < len(source) and _folded(source[end]) in "eE":
        signed = end + 1 < len(source) and _folded(source[end + 1]) in "+-"
        exponent = _digits(source, end + 1 + signed)
        if exponent > end + 1 + signed:
            end = exponent
    written = "".join(_folded(char) for char in source[start:end])
    return Token("number", written, start), end


def _text(source: str, start: int) -> tuple[Token, int]:
    closing, made, at = _QUOTES[source[start]], [], start + 1
    while at < len(source):
        if source[at] not in closing:
            made.append(source[at])
            at += 1
        elif at + 1 < len(source) and source[at + 1] == source[at]:
            made.append(source[at])
            at += 2
        else:
            return Token("text", "".join(made), start), at + 1
    raise FormulaSyntax("unclosed_text", start)


def _reference(source: str, start: int) -> tuple[Token, int]:
    end = start + 1
    while end < len(source) and _folded(source[end]) != "}":
        end += 1
    if end == len(source):
        raise FormulaSyntax("expected", end, name="}")
    path = source[start + 1 : end].strip(" ")
    if _PATH.fullmatch(path) is None:
        raise FormulaSyntax("bad_reference", start, name=path)
    return Token("reference", path, start), end + 1


def _name(source: str, start: int) -> tuple[Token, int]:
    end = start
    while end < len(source):
        char = _folded(source[end])
        if not (_is_letter(char) or _is_digit(char) or char == "_"):
            break
        end += 1
    written = "".join(_folded(char) for char in source[start:end])
    return Token("name", written.upper(), start), end
