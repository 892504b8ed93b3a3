"""Reads a formula into a tree. Excel's precedence: comparison, ``&``, ``+ -``, ``* /``, ``^``,
sign, ``%``. Limited in length, depth and number of parts, for formulas come from people."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Union

from huiliu.core.expressions.errors import FormulaSyntax
from huiliu.core.expressions.functions import Function, find
from huiliu.core.expressions.tokens import Token, tokens

MAX_DEPTH = 64
MAX_PARTS = 2_000
_STRENGTH = {
    "=": 1, "<>": 1, "<": 1, ">": 1, "<=": 1, ">=": 1,
    "&": 2, "+": 3, "-": 3, "*": 4, "/": 4, "^": 5,
}  # fmt: skip
_SIGN_STRENGTH = 6


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | bool | Decimal


@dataclass(frozen=True, slots=True)
class Reference:
    path: str


@dataclass(frozen=True, slots=True)
class Negation:
    operand: Node


@dataclass(frozen=True, slots=True)
class Percent:
    operand: Node


@dataclass(frozen=True, slots=True)
class Binary:
    operator: str
    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Call:
    function: Function
    arguments: tuple[Node, ...]


Node = Union[Literal, Reference, Negation, Percent, Binary, Call]  # noqa: UP007


class Reader:
    """One reading of one text. Afterwards ``references`` and ``functions`` are complete."""

    def __init__(self, source: str) -> None:
        self._tokens = tokens(source)
        self._at = 0
        self._depth = 0
        self._parts = 0
        self.references: set[str] = set()
        self.functions: set[str] = set()

    def read(self) -> Node:
        node = self._expression(0)
        if self._peek().kind != "end":
            raise self._unexpected(self._peek())
        return node

    def _peek(self) -> Token:
        return self._tokens[self._at]

    def _take(self) -> Token:
        token = self._tokens[self._at]
        if token.kind != "end":
            self._at += 1
        return token

    def _expect(self, sign: str) -> None:
        token = self._take()
        if not token.is_sign(sign):
            raise FormulaSyntax("expected", token.position, name=sign)

    def _unexpected(self, token: Token) -> FormulaSyntax:
        if token.kind == "end":
            return FormulaSyntax("unfinished", token.position)
        return FormulaSyntax("unexpected", token.position, name=token.text)

    def _expression(self, weakest: int) -> Node:
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise FormulaSyntax("too_deep", self._peek().position)
        node = self._operand()
        while (token := self._peek()).kind == "sign":
            if token.text == "%":
                self._take()
                node = self._counted(Percent(node))
                continue
            strength = _STRENGTH.get(token.text, -1)
            if strength < weakest:
                break
            self._take()
            node = self._counted(Binary(token.text, node, self._expression(strength + 1)))
        self._depth -= 1
        return node

    def _counted(self, node: Node) -> Node:
        self._parts += 1
        if self._parts > MAX_PARTS:
            raise FormulaSyntax("too_long", self._peek().position)
        return node

    def _operand(self) -> Node:
        token = self._take()
        match token.kind:
            case "number":
                return self._counted(Literal(Decimal(token.text)))
            case "text":
                return self._counted(Literal(token.text))
            case "reference":
                self.references.add(token.text)
                return self._counted(Reference(token.text))
            case "name":
                return self._counted(self._named(token))
        if token.is_sign("("):
            node = self._expression(0)
            self._expect(")")
            return node
        if token.is_sign("-"):
            return self._counted(Negation(self._expression(_SIGN_STRENGTH)))
        if token.is_sign("+"):
            return self._expression(_SIGN_STRENGTH)
        raise self._unexpected(token)

    def _named(self, token: Token) -> Node:
        called = self._peek().is_sign("(")
        if token.text in ("TRUE", "FALSE") and not called:
            return Literal(token.text == "TRUE")
        function = find(token.text)
        if function is None or not called:
            raise FormulaSyntax("unknown_name", token.position, name=token.text)
        self._take()
        arguments = self._arguments()
        _check_number(function, len(arguments), token)
        self.functions.add(function.name)
        return Call(function, arguments)

    def _arguments(self) -> tuple[Node, ...]:
        if self._peek().is_sign(")"):
            self._take()
            return ()
        found = [self._expression(0)]
        while self._peek().is_sign(","):
            self._take()
            found.append(self._expression(0))
        self._expect(")")
        return tuple(found)


def _check_number(function: Function, given: int, token: Token) -> None:
    at, name = token.position, token.text
    if given < function.least:
        raise FormulaSyntax("too_few_arguments", at, name=name, least=str(function.least))
    if function.most is not None and given > function.most:
        raise FormulaSyntax("too_many_arguments", at, name=name, most=str(function.most))
    if function.pairs and given % 2:
        raise FormulaSyntax("odd_arguments", at, name=name)
