"""Why somebody may or may not: each group on a form, what it decides, and in words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import NotFound
from huiliu.core.text import Words, choose, fill
from huiliu.permissions.compiled import groups_on, sees, shape_in
from huiliu.permissions.decide import grant_of, is_named, leaking, stated
from huiliu.permissions.document import GroupMembers, Kind, PermissionDocument
from huiliu.permissions.shape import Shape

Decides = Literal[
    "allows", "closed", "disabled", "not_in_group", "no_action", "field_hidden", "field_read_only",
    "formula_reads_hidden", "row_outside", "row_unknown", "no_group",
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
    "row_unknown": {
        "zh-CN": "“{group}”的数据范围由您看不到的字段决定，无法说明",
        "en": "Which records “{group}” reaches depends on fields that you may not see",
    },
    "no_group": {
        "zh-CN": "没有任何权限组允许该成员操作",
        "en": "No permission group lets this member in",
    },
}

_MOST_PARTS = 20
_WRITES = frozenset({"create", "edit", "import", "batch"})


@dataclass(frozen=True)
class Via:
    """What names the member: a role, a department, themselves, or everyone."""

    kind: Literal["role", "department", "member", "everyone"]
    key: str = ""


@dataclass(frozen=True)
class Because:
    """``rows``: which records the group reaches; ``holds``: of its parts, whether each holds for
    the record that was asked about."""

    group: str
    decides: Decides
    words: str
    title: Words = field(default_factory=dict)
    via: tuple[Via, ...] = ()
    rows: Condition | None = None
    holds: tuple[bool, ...] = ()


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


MayKnow = Callable[[Condition], bool]
"""Whether the asker may learn if a condition holds for the record."""


def explain(
    actor: Actor,
    app: AppRef,
    kind: Kind,
    key: str,
    question: Question,
    *,
    language: str,
    groups: Sequence[PermissionDocument] | None = None,
    may_know: MayKnow = lambda condition: True,
) -> Explanation:
    """About ``actor``, in the words of whoever asks. ``groups``: instead of those published."""
    shape = shape_in(app, kind, key)
    if shape is None or (question.field and not shape.has(question.field)):
        raise NotFound
    if not ports.documents().may_open(actor, app, kind, key):
        return Explanation(False, (_because("", "closed", {}, language),))
    asking = _Asking(actor, app, kind, shape, question, language, may_know)
    on = groups_on(app, kind, key) if groups is None else groups
    found = [asking.verdict(group) for group in on]
    allowed = any(one.decides == "allows" for one in found)
    return Explanation(allowed, tuple(found) or (_because("", "no_group", {}, language),))


@dataclass(frozen=True)
class _Asking:
    actor: Actor
    app: AppRef
    kind: Kind
    shape: Shape
    question: Question
    language: str
    may_know: MayKnow

    def verdict(self, group: PermissionDocument) -> Because:
        grant = grant_of(group, self.shape, self._sees)
        leaks = leaking(stated(group, self.shape), self.shape, self._sees)
        decides = _decides(self.actor, group, grant, leaks, self.question)
        holds: tuple[bool, ...] = ()
        if decides == "allows" and self.question.record and self.kind == "form":
            decides, holds = self._of_record(grant, group)
        field = self.question.field
        data = {
            "group": choose(group.title, self.language),
            "field": _label(self.shape, field, self.language),
            "reads": _label(self.shape, leaks.get(field, ""), self.language),
        }
        said = _because(group.id, decides, data, self.language)
        via = via_of(self.actor, group.members)
        return replace(said, title=group.title, via=via, rows=group.rows, holds=holds)

    def _sees(self, form: str, path: str) -> bool:
        return sees(self.actor, self.app, form, path)

    def _of_record(
        self, grant: Grant, group: PermissionDocument
    ) -> tuple[Decides, tuple[bool, ...]]:
        if group.rows is not None and not self.may_know(group.rows):
            return "row_unknown", ()
        if self._reaches(grant, group):
            return "allows", ()
        parts = group.rows.cond[:_MOST_PARTS] if group.rows is not None else ()
        if len(parts) == 1:
            return "row_outside", (False,)
        alone = (replace(grant, rows=Condition(cond=(part,))) for part in parts)
        return "row_outside", tuple(self._reaches(one, group) for one in alone)

    def _reaches(self, grant: Grant, group: PermissionDocument) -> bool:
        """Asked of the records themselves, with this grant alone."""
        looking = replace(grant, actions=frozenset({"view"}))
        access = Access(self.actor, group.on[1], (looking,))
        where = Condition(cond=(Term(field="$id", op="eq", value=self.question.record),))
        found = ports.records().find(self.app, group.on[1], where, access=access, limit=1)
        return bool(found)


def via_of(actor: Actor, members: GroupMembers) -> tuple[Via, ...]:
    """Everything in the group that names the actor."""
    named = [Via("everyone")] if members.everyone else []
    named += [Via("member", key) for key in members.members if key == actor.key]
    named += [Via("role", key) for key in members.roles if key in actor.role_keys]
    mine = actor.department_keys
    return (*named, *(Via("department", key) for key in members.departments if key in mine))


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


def _label(shape: Shape, path: str, language: str) -> str:
    return choose(shape.labels.get(path, {}), language) or path


def _because(group: str, decides: Decides, data: dict[str, str], language: str) -> Because:
    return Because(group, decides, fill(WORDS[decides], language, data))
