"""Conditions of sequence flows → conditions of ours, and the variables they speak of.

Read are comparisons of a variable with a value or another variable, joined by and, or, not and
brackets, as JUEL (``${amount > 1000 && !urgent}``), FEEL (``= amount > 1000 and not(urgent)``) and
plain scripts (``amount > 1000``, ``kind.equals("A")``, ``empty remark``, ``x == null``) write them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from workflow_engine.bpmn.refusal import Refused

Condition = dict[str, Any]

_TOKEN = re.compile(
    r"\s*(?:(?P<number>-?\d+(?:\.\d+)?)|(?P<text>\"[^\"]*\"|'[^']*')"
    r"|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)|(?P<sign>&&|\|\||={2,3}|!==?|<=|>=|[<>=!()]))"
)
_LONGEST = 2000
_CALLS = {".contains": "contains", ".equals": "eq"}
_GETTER = re.compile(r"""\b(?:execution\.)?(?:getVariable|getDataObject)\(\s*["'](\w+)["']\s*\)""")
_NOTHING = ("null", "nil", "None")
_SIGNS = {
    "==": "eq",
    "=": "eq",
    "===": "eq",
    "!=": "ne",
    "!==": "ne",
    "<": "lt",
    "<=": "lte",
    ">": "gt",
    ">=": "gte",
}
_WORDS = {"eq": "eq", "ne": "ne", "lt": "lt", "le": "lte", "gt": "gt", "ge": "gte"}
_TURNED = {"eq": "eq", "ne": "ne", "lt": "gt", "lte": "gte", "gt": "lt", "gte": "lte"}
_OPPOSITE = {
    "eq": "ne", "ne": "eq", "lt": "gte", "lte": "gt", "gt": "lte", "gte": "lt",
    "contains": "not_contains", "not_contains": "contains",
    "empty": "not_empty", "not_empty": "empty",
}  # fmt: skip


@dataclass
class Variables:
    """Name → field id and type (``number``, ``switch``, ``text``, ``choice``), as they were met.
    ``lates``: those that the run time writes itself → the name of the task that was late."""

    fields: dict[str, str] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    options: dict[str, list[str]] = field(default_factory=dict)
    lates: dict[str, str] = field(default_factory=dict)

    def field_for(self, name: str, type_: str = "") -> str:
        """Without a type: whatever others make of it."""
        known = self.types.setdefault(name, type_) or type_
        if type_ and known != type_:
            raise Refused(f"the variable '{name}'", f"it is used as {known} and as {type_}")
        self.types[name] = known
        if name not in self.fields:
            self.fields[name] = _free_id(name, set(self.fields.values()))
        return self.fields[name]


def condition(text: str, variables: Variables) -> Condition:
    """Raises Refused for what it cannot read."""
    inner = text.strip()
    if len(inner) > _LONGEST:
        raise Refused(f"the condition '{inner[:100]}…'", f"longer than {_LONGEST} characters")
    if wrapped := re.fullmatch(r"[$#]\{(.*)\}", inner, re.S):
        inner = wrapped[1].strip()
    inner = _GETTER.sub(r"\1", inner).removesuffix(";")
    reader = _Reader(inner.removeprefix("=").strip() if inner[:2] != "==" else inner, variables)
    try:
        found = reader.whole()
    except RecursionError:
        raise Refused(f"the condition '{inner[:100]}…'", "too many brackets") from None
    return found if "cond" in found else {"cond": [found]}


def is_always(found: Condition | None) -> bool:
    """True of every record, as ``${true}`` is."""
    return found == ALWAYS


def is_never(found: Condition | None) -> bool:
    return found == NEVER


ALWAYS: Condition = {"rel": "and", "cond": []}
NEVER: Condition = {"rel": "or", "cond": []}


def slug(name: str) -> str:
    """An id of ours out of a name; ``v_…`` where it would not begin with a letter."""
    plain = re.sub(r"[^a-z0-9]+", "_", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower())
    plain = plain.strip("_")[:50]
    return plain if plain[:1].isalpha() else f"v_{plain}".rstrip("_")


def _free_id(name: str, taken: set[str]) -> str:
    base = candidate = slug(name)
    count = 1
    while candidate in taken:
        count += 1
        candidate = f"{base}_{count}"
    return candidate


class _Reader:
    def __init__(self, text: str, variables: Variables) -> None:
        self.text, self.at, self.variables = text, 0, variables
        self.tokens = self._tokens()

    def whole(self) -> Condition:
        found = self._any(negated=False)
        if self.tokens:
            raise self._unreadable()
        return found

    def _any(self, *, negated: bool) -> Condition:
        return self._joined("||", "or", self._all, negated=negated)

    def _all(self, *, negated: bool) -> Condition:
        return self._joined("&&", "and", self._one, negated=negated)

    def _joined(self, sign: str, word: str, part: Any, *, negated: bool) -> Condition:
        parts = [part(negated=negated)]
        while self._next_is(sign, word):
            self.tokens.pop(0)
            parts.append(part(negated=negated))
        if len(parts) == 1:
            only: Condition = parts[0]
            return only
        # not (a or b) is (not a) and (not b)
        rel = {"or": "and", "and": "or"}[word] if negated else word
        return {"rel": rel, "cond": parts}

    def _one(self, *, negated: bool) -> Condition:
        if self._next_is("!", "not"):
            self.tokens.pop(0)
            return self._one(negated=not negated)
        if self._next_is("("):
            self.tokens.pop(0)
            inside = self._any(negated=negated)
            self._take("sign", ")")
            return inside
        return self._comparison(negated=negated)

    def _comparison(self, *, negated: bool) -> Condition:
        if self._next_is("empty") and len(self.tokens) > 1:
            self.tokens.pop(0)
            return self._term(self._variable(self._operand()), "eq", ("name", "null"), negated)
        left = self._operand()
        if left[0] == "name" and self._next_is("("):
            return self._call(left[1], negated)
        op = self._operator()
        if op is None:
            if _is_truth(left):
                return ALWAYS if _is_true(left) != negated else NEVER
            return self._term(self._variable(left), "eq", ("name", "true"), negated)
        right = self._operand()
        if _is_literal(left) and not _is_literal(right):
            left, op, right = right, _TURNED[op], left
        return self._term(self._variable(left), op, right, negated)

    def _call(self, called: str, negated: bool) -> Condition:
        name, dot, method = called.rpartition(".")
        self._take("sign", "(")
        value = self._operand()
        self._take("sign", ")")
        if not name or dot + method not in _CALLS:
            raise self._unreadable()
        return self._term(name, _CALLS[dot + method], value, negated)

    def _variable(self, token: tuple[str, str]) -> str:
        if _is_literal(token):
            raise self._unreadable()
        return token[1]

    def _operator(self) -> str | None:
        if not self.tokens:
            return None
        kind, word = self.tokens[0]
        op = _SIGNS.get(word) if kind == "sign" else _WORDS.get(word)
        if op is not None:
            self.tokens.pop(0)
        return op

    def _term(self, name: str, op: str, value: tuple[str, str], negated: bool) -> Condition:
        kind, word = value
        op = _OPPOSITE[op] if negated else op
        if _is_truth(value):
            return self._switch(name, op, _is_true(value))
        if kind == "name" and word in _NOTHING:
            return self._empty(name, op)
        if kind == "name":
            return self._two(name, op, word, negated)
        type_ = "number" if kind == "number" else "text"
        given = word if kind == "number" else word[1:-1]
        path = self.variables.field_for(name, type_)
        term = {"field": path, "op": op, "value": given}
        if negated and op in ("lt", "lte", "gt", "gte"):
            # An unset variable is neither greater nor less, so the opposite holds of it.
            return {"rel": "or", "cond": [term, {"field": path, "op": "empty", "value": None}]}
        return term

    def _switch(self, name: str, op: str, asked: bool) -> Condition:
        if op not in ("eq", "ne"):
            raise self._unreadable()
        path = self.variables.field_for(name, "switch")
        return {"field": path, "op": "eq" if asked == (op == "eq") else "ne", "value": True}

    def _empty(self, name: str, op: str) -> Condition:
        if op not in ("eq", "ne"):
            raise self._unreadable()
        how = "empty" if op == "eq" else "not_empty"
        return {"field": self.variables.field_for(name), "op": how, "value": None}

    def _two(self, left: str, op: str, right: str, negated: bool) -> Condition:
        """Two variables: of one type, and of numbers where one is to be greater."""
        known = self.variables.types.get(left) or self.variables.types.get(right)
        type_ = "number" if op in ("lt", "lte", "gt", "gte") else known or "text"
        if op == "contains" or (negated and type_ == "number" and op not in ("eq", "ne")):
            raise self._unreadable()
        path, other = (self.variables.field_for(name, type_) for name in (left, right))
        return {"field": path, "op": op, "value": {"field": other}}

    def _operand(self) -> tuple[str, str]:
        if not self.tokens or self.tokens[0][0] == "sign":
            raise self._unreadable()
        return self.tokens.pop(0)

    def _take(self, kind: str, word: str) -> None:
        if not self.tokens or self.tokens.pop(0) != (kind, word):
            raise self._unreadable()

    def _next_is(self, *words: str) -> bool:
        return bool(self.tokens) and self.tokens[0][0] != "text" and self.tokens[0][1] in words

    def _tokens(self) -> list[tuple[str, str]]:
        found, at, text = [], 0, self.text.rstrip()
        while at < len(text):
            match = _TOKEN.match(text, at)
            if match is None:
                raise self._unreadable()
            found.append((str(match.lastgroup), match[str(match.lastgroup)]))
            at = match.end()
        return found

    def _unreadable(self) -> Refused:
        return Refused(f"the condition '{self.text[:100]}'", "it is not a plain comparison")


def _is_literal(token: tuple[str, str]) -> bool:
    return token[0] != "name" or _is_truth(token) or token[1] in _NOTHING


def _is_truth(token: tuple[str, str]) -> bool:
    return token[0] == "name" and token[1] in ("true", "false", "True", "False")


def _is_true(token: tuple[str, str]) -> bool:
    return token[1].lower() == "true"
