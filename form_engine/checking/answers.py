"""Whether a formula can answer yes or no. A check that gives a number was meant otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from form_engine.checking.forms import Forms, find
from form_engine.document import FormDocument
from huiliu.core.expressions.syntax import Binary, Call, Literal, Node, Reader, Reference

_ASKING = frozenset(
    {"AND", "EXACT", "FALSE", "ISEMPTY", "ISERROR", "ISNUMBER", "NOT", "OR", "TRUE", "XOR"}
)
_COMPARING = frozenset({"=", "<>", "<", ">", "<=", ">="})
_RESULTS: dict[str, Callable[[Sequence[Node]], Sequence[Node]]] = {
    "IF": lambda arguments: arguments[1:],
    "IFERROR": lambda arguments: arguments,
    "IFS": lambda arguments: arguments[1::2],
    "SWITCH": lambda arguments: [*arguments[2::2], arguments[-1]],  # the last: otherwise
}
"""What these may give: some of what they are given."""


def may_answer(text: str, form: FormDocument, forms: Forms) -> bool:
    """Of a formula that reads ``form`` and can be read. True too for what is not known."""

    def may(node: Node) -> bool:
        match node:
            case Literal(value=value):
                return isinstance(value, bool)
            case Reference(path=path):
                return _is_truth(path, form, forms)
            case Binary(operator=operator):
                return operator in _COMPARING
            case Call(function=function, arguments=arguments):
                given = _RESULTS.get(function.name)
                if given is None:
                    return function.name in _ASKING
                return any(may(one) for one in given(arguments))
        return False

    return may(Reader(text).read())


def _is_truth(path: str, form: FormDocument, forms: Forms) -> bool:
    found = find(form, path, forms)
    if found is None:
        return True
    return "switch" in (found.config.type, getattr(found.config, "result", ""))
