"""What is wrong with a flow that reads well: what no single node can see, and what its form lacks.

Pure but for the published forms, which ``form`` asks for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.ports import Problem
from huiliu.core.text import Words, choose, fill
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, type_of
from workflow_engine.tree import sequences, walk

if TYPE_CHECKING:
    from workflow_engine.document import FlowDocument

RESERVED_IDS = frozenset({"rejected", "withdrawn", "terminated", "resubmit"})
"""Nodes that every flow has without drawing them; a timeline must be able to tell them apart."""


def problems(document: FlowDocument, form: FormPaths | None) -> list[Problem]:
    """All of them, each with its pointer. ``form`` None: the form does not exist."""
    found = [*_ids(document), *_places(document)]
    if form is None:
        return [Problem("form", "unknown_form", _UNKNOWN_FORM, {"form": document.form}), *found]
    if not form.form.is_document:
        found.append(Problem("form", "not_a_document", _NOT_A_DOCUMENT, {"form": document.form}))
    if document.when is not None:
        found += condition_problems(document.when, form, "when")
    for pointer, node in walk(document.nodes):
        kind = type_of(node)
        of_type = kind.problems(node, form)
        found += [replace(problem, path=f"{pointer}.{problem.path}") for problem in of_type]
        for inside, condition in kind.conditions(node):
            found += condition_problems(condition, form, f"{pointer}.{inside}")
    return found


def condition_problems(condition: Condition, form: FormPaths, pointer: str) -> Iterator[Problem]:
    """Paths of a condition that the form does not have, on either side."""
    for position, part in enumerate(condition.cond):
        here = f"{pointer}.cond.{position}"
        if isinstance(part, Term):
            if form.find(part.field) is None:
                yield unknown_field(f"{here}.field", part.field)
            if isinstance(part.value, FieldValue) and form.find(part.value.field) is None:
                yield unknown_field(f"{here}.value.field", part.value.field)
        else:
            yield from condition_problems(part, form, here)


def unknown_fields(rights: Iterable[str], form: FormPaths) -> Iterator[Problem]:
    """Rights on fields that the form does not have. Pointers relative to the node."""
    for path in rights:
        if path != "*" and not form.has(path):
            yield unknown_field(f"fields.{path}", path)


def unknown_field(pointer: str, path: str) -> Problem:
    return Problem(pointer, "unknown_field", _UNKNOWN_FIELD, {"field": path})


def _ids(document: FlowDocument) -> Iterator[Problem]:
    seen: set[str] = set()
    for pointer, node in walk(document.nodes):
        if node.id in seen:
            yield Problem(f"{pointer}.id", "duplicate_id", _DUPLICATE, {"id": node.id})
        if node.id in RESERVED_IDS:
            yield Problem(f"{pointer}.id", "reserved_id", _RESERVED, {"id": node.id})
        seen.add(node.id)


def _places(document: FlowDocument) -> Iterator[Problem]:
    """A start at the very beginning and nowhere else; an end at the very end; nothing after one."""
    if type_of(document.nodes[0]).place != "first":
        yield Problem("nodes.0", "start_missing", _START_MISSING)
    if type_of(document.nodes[-1]).place != "last":
        yield Problem(f"nodes.{len(document.nodes) - 1}", "end_missing", _END_MISSING)
    for pointer, sequence in sequences(document.nodes):
        yield from _places_in(pointer, sequence)
    yield from _ends_beside_others("nodes", document.nodes)


def _places_in(pointer: str, sequence: Sequence[NodeConfig]) -> Iterator[Problem]:
    ended_by: NodeConfig | None = None
    for position, node in enumerate(sequence):
        here = f"{pointer}.{position}"
        if type_of(node).place == "first" and here != "nodes.0":
            yield Problem(here, "second_start", _SECOND_START)
        if ended_by is not None and not _is_the_last_end(here, sequence, ended_by):
            yield _about(node, here, "unreachable", _UNREACHABLE)
        if ended_by is None and _is_final(node):
            ended_by = node


def _is_the_last_end(here: str, sequence: Sequence[NodeConfig], ended_by: NodeConfig) -> bool:
    """Every flow closes with an end, even if each of its ways has one already."""
    return here == f"nodes.{len(sequence) - 1}" and type_of(ended_by).place != "last"


def _is_final(node: NodeConfig) -> bool:
    """Whether every way through the node ends the flow, so that nothing after it is reached."""
    kind = type_of(node)
    inside = [any(map(_is_final, sequence)) for _, sequence in kind.sequences(node)]
    return kind.is_final(node, inside)


def _ends_beside_others(
    pointer: str, nodes: Sequence[NodeConfig], at_once: bool = False
) -> Iterator[Problem]:
    """An approval must not be cut short by the end of one of its parallel ways."""
    for position, node in enumerate(nodes):
        kind, here = type_of(node), f"{pointer}.{position}"
        if at_once and kind.place == "last" and not kind.ends_everything(node):
            yield _about(node, here, "end_in_parallel", _END_IN_PARALLEL)
        for inside, sequence in kind.sequences(node):
            yield from _ends_beside_others(f"{here}.{inside}", sequence, at_once or kind.at_once)


def _about(node: NodeConfig, pointer: str, code: str, words: Words) -> Problem:
    """Calls the node as it is called in the drawing."""
    titles = node.title or type_of(node).words
    named = {
        language: fill({language: text}, language, {"node": choose(titles, language)})
        for language, text in words.items()
    }
    return Problem(pointer, code, named, {"id": node.id})


_UNKNOWN_FORM: Words = {
    "zh-CN": "没有已发布的表单“{form}”",
    "en": 'There is no published form "{form}"',
}
_NOT_A_DOCUMENT = {
    "zh-CN": "表单“{form}”不是单据，不能设置审批流程",
    "en": 'The form "{form}" is not a document and cannot be approved',
}
_UNKNOWN_FIELD = {"zh-CN": "没有字段“{field}”", "en": 'There is no field "{field}"'}
_DUPLICATE = {"zh-CN": "节点标识“{id}”重复", "en": 'The node id "{id}" is used twice'}
_RESERVED = {"zh-CN": "节点标识“{id}”是保留名称", "en": 'The node id "{id}" is reserved'}
_START_MISSING = {"zh-CN": "第一个节点必须是“发起”", "en": "The first node must be a start"}
_END_MISSING = {"zh-CN": "最后一个节点必须是“结束”", "en": "The last node must be an end"}
_SECOND_START = {"zh-CN": "只能有一个“发起”节点", "en": "There can be only one start"}
_END_IN_PARALLEL = {
    "zh-CN": "并行的分支里不能单独结束流程，只能“驳回结束”",
    "en": "A flow cannot end inside one of several parallel ways, unless as rejected",
}
_UNREACHABLE = {"zh-CN": "永远不会走到节点“{node}”", "en": 'The node "{node}" can never be reached'}
