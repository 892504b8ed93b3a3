"""Why somebody may or may not: each group on a form, what it decides, and in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.core.text import Words, choose, fill
from huiliu.permissions.compiled import groups_on, sees, shape_in
from huiliu.permissions.decide import grant_of, is_named, leaking, stated
from huiliu.permissions.document import Kind, PermissionDocument
from huiliu.permissions.shape import Shape

Decides = Literal[
    "allows", "closed", "disabled", "not_in_group", "no_action", "field_hidden", "field_read_only",
    "formula_reads_hidden", "row_outside", "no_group",
]  # fmt: skip

WORDS: dict[Decides, Words] = {
    "allows": {"zh-CN": "“{group}”允许", "en": "“{group}” allows it"},
    "closed": {
        "zh-CN": "应用或表单未对该成员开放",
        "en": "The app or the form is not open to this member",
    },
    "disabled": {"zh-CN": "“{group}”已停用", "en": "“{group}” is switched off"},
    "not_in_group": {"zh-CN": "该成员不在“{group}”中", "en": "This member is not in “{group}”"},
    "no_action": {
        "zh-CN": "“{group}”没有此操作的权限",
        "en": "“{group}” does not allow this action",
    },
    "field_hidden": {"zh-CN": "“{group}”看不到“{field}”", "en": "“{group}” hides “{field}”"},
    "field_read_only": {
        "zh-CN": "“{group}”只能查看“{field}”",
        "en": "“{group}” may only view “{field}”",
    },
    "formula_reads_hidden": {
        "zh-CN": "“{field}”的公式读取了该成员看不到的“{reads}”",
        "en": "The formula of “{field}” reads “{reads}”, which is hidden from this member",
    },
    "row_outside": {
        "zh-CN": "“{group}”的数据范围不包含这条数据",
        "en": "This record is outside the rows of “{group}”",
    },
    "no_group": {
        "zh-CN": "没有任何权限组允许该成员操作",
        "en": "No permission group lets this member in",
    },
}

_WRITES = frozenset({"create", "edit", "import", "batch"})


@dataclass(frozen=True)
class Because:
    group: str
    decides: Decides
    words: str


@dataclass(frozen=True)
class Question:
    """``record`` is a public id. Without ``field`` the action alone is asked for."""

    action: str = "view"
    field: str = ""
    record: str = ""


@dataclass(frozen=True)
class Explanation:
    allowed: bool
    because: tuple[Because, ...]


def explain(
    actor: Actor, app: AppRef, kind: Kind, key: str, question: Question, *, language: str
) -> Explanation:
    """About ``actor``, in the words of whoever asks."""
    shape = shape_in(app, kind, key)
    if shape is None or (question.field and not shape.has(question.field)):
        raise NotFound
    if not ports.documents().may_open(actor, app, kind, key):
        return Explanation(False, (_because("", "closed", {}, language),))
    found = [
        _verdict(actor, app, kind, group, shape, question, language)
        for group in groups_on(app, kind, key)
    ]
    allowed = any(one.decides == "allows" for one in found)
    return Explanation(allowed, tuple(found) or (_because("", "no_group", {}, language),))


def _verdict(
    actor: Actor,
    app: AppRef,
    kind: Kind,
    group: PermissionDocument,
    shape: Shape,
    question: Question,
    language: str,
) -> Because:
    grant = grant_of(group, shape, lambda form, path: sees(actor, app, form, path))
    leaks = leaking(stated(group, shape), shape, lambda form, path: sees(actor, app, form, path))
    decides = _decides(actor, group, grant, leaks, question)
    if decides == "allows" and kind == "form" and question.record:
        decides = "allows" if _reaches(actor, app, grant, group, question) else "row_outside"
    data = {
        "group": choose(group.title, language),
        "field": _label(shape, question.field, language),
        "reads": _label(shape, leaks.get(question.field, ""), language),
    }
    return _because(group.id, decides, data, language)


def _decides(
    actor: Actor,
    group: PermissionDocument,
    grant: Grant,
    leaks: dict[str, str],
    question: Question,
) -> Decides:
    """All but the rows, which only the database can say."""
    if not group.enabled:
        return "disabled"
    if not is_named(actor, group.members):
        return "not_in_group"
    if question.action not in grant.actions:
        return "no_action"
    if not question.field:
        return "allows"
    if question.field in leaks:
        return "formula_reads_hidden"
    if not grant.may_see(question.field):
        return "field_hidden"
    if question.action in _WRITES and not grant.may_edit(question.field):
        return "field_read_only"
    return "allows"


def _reaches(
    actor: Actor, app: AppRef, grant: Grant, group: PermissionDocument, question: Question
) -> bool:
    """Asked of the records themselves, with this grant alone."""
    looking = replace(grant, actions=frozenset({"view"}))
    access = Access(actor, group.on[1], (looking,))
    where = Condition(cond=(Term(field="$id", op="eq", value=question.record),))
    return bool(ports.records().find(app, group.on[1], where, access=access, limit=1))


def _label(shape: Shape, path: str, language: str) -> str:
    return choose(shape.labels.get(path, {}), language) or path


def _because(group: str, decides: Decides, data: dict[str, str], language: str) -> Because:
    return Because(group, decides, fill(WORDS[decides], language, data))
