"""Sub-flow: makes records of another form, whose own flows run; waits for them if wanted."""

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field, model_validator

from huiliu.core.documents import Id
from huiliu.core.ports import Problem
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, Part, node_types
from workflow_engine.problems import unknown_field
from workflow_engine.steps.subflow import Subflow

_FIELD = {"manager": {"field": "owner"}}


class Source(Part):
    """Exactly one: a ``field`` of the record (or of the row), a ``value``, or the ``member`` the
    sub-flow is made for."""

    field: str | None = Field(default=None, min_length=1, max_length=200)
    value: Any = None
    member: bool = False

    @model_validator(mode="after")
    def _one(self) -> "Source":
        if (self.field is not None) + ("value" in self.model_fields_set) + self.member != 1:
            raise ValueError("say exactly one of field, value, member")
        return self


class Each(Part):
    """One sub-flow for each row of a subform, or for each member in a field."""

    rows: Id | None = None
    members: str | None = None

    @model_validator(mode="after")
    def _one(self) -> "Each":
        if (self.rows is None) == (self.members is None):
            raise ValueError("say exactly one of rows, members")
        return self


class SubflowConfig(NodeConfig):
    """``back``: field of ours (a column, with ``each.rows``) → field of the finished sub-flow's
    record. ``submit`` False leaves drafts to whoever they are made for. ``wait`` False goes on at
    once. ``rejected``: whether a rejected one may be mended and submitted again (``wait``), counts
    as finished (``go_on``) or rejects this record too (``reject``)."""

    type: Literal["subflow"]
    form: Id
    each: Each | None = None
    values: dict[str, Source] = Field(default_factory=dict)
    submit: bool = True
    wait: bool = True
    rejected: Literal["wait", "go_on", "reject"] = "wait"
    back: dict[str, str] = Field(default_factory=dict)


class SubflowNode(NodeType[SubflowConfig]):
    name = "subflow"
    words = {"zh-CN": "子流程", "en": "Sub-flow"}
    group = "route"
    icon = "subflow"
    config = SubflowConfig
    samples = (
        {"id": "one", "type": "subflow", "form": "store", "values": _FIELD},
        {
            "id": "each_row",
            "type": "subflow",
            "form": "store",
            "each": {"rows": "lines"},
            "values": {"manager": {"field": "lines.buyer"}},
            "back": {"lines.buyer": "manager"},
        },
        {
            "id": "each_member",
            "type": "subflow",
            "form": "store",
            "each": {"members": "owner"},
            "values": {"manager": {"member": True}},
            "submit": False,
            "wait": False,
        },
    )
    refused = (
        ({"id": "s", "type": "subflow"}, "bad_setting"),
        ({"id": "s", "type": "subflow", "form": "gone"}, "unknown_form"),
        ({"id": "s", "type": "subflow", "form": "store", "each": {}}, "bad_setting"),
        ({"id": "s", "type": "subflow", "form": "store", "each": {"rows": "x"}}, "not_a_subform"),
        (
            {"id": "s", "type": "subflow", "form": "store", "each": {"members": "remark"}},
            "not_a_member_field",
        ),
        (
            {"id": "s", "type": "subflow", "form": "store", "values": {"gone": {"field": "no"}}},
            "unknown_field",
        ),
        (
            {"id": "s", "type": "subflow", "form": "store", "values": {"manager": {"field": "g"}}},
            "unknown_field",
        ),
        (
            {
                "id": "s",
                "type": "subflow",
                "form": "store",
                "values": {"manager": {"member": True}},
            },
            "no_member",
        ),
        (
            {"id": "s", "type": "subflow", "form": "store", "back": {"owner": "gone"}},
            "unknown_field",
        ),
        (
            {
                "id": "s",
                "type": "subflow",
                "form": "store",
                "wait": False,
                "back": {"owner": "manager"},
            },
            "back_without_wait",
        ),
        (
            {
                "id": "s",
                "type": "subflow",
                "form": "store",
                "each": {"rows": "lines"},
                "back": {"owner": "manager"},
            },
            "not_a_column",
        ),
    )

    def problems(self, node: SubflowConfig, form: FormPaths) -> Iterator[Problem]:
        child = form.shapes(node.form)
        if child is None:
            yield Problem("form", "unknown_form", _UNKNOWN_FORM, {"form": node.form})
            return
        yield from _each_problems(node, form)
        for path, source in node.values.items():
            if path not in child.fields:
                yield unknown_field(f"values.{path}", path)
            if source.field is not None and form.find(source.field) is None:
                yield unknown_field(f"values.{path}.field", source.field)
            if source.member and (node.each is None or node.each.members is None):
                yield Problem(f"values.{path}.member", "no_member", _NO_MEMBER)
        yield from _back_problems(node, form, FormPaths(child, form.shapes, form.app))

    def build(self, node: SubflowConfig, following: str, graph: Graph) -> str:
        step = Subflow(node).Next(graph.ref(following)).OnReject(graph.ref(graph.rejected))
        return graph.put(node, step)


def _each_problems(node: SubflowConfig, form: FormPaths) -> Iterator[Problem]:
    if node.each is None:
        return
    if node.each.rows is not None:
        field = form.find(node.each.rows)
        if field is None or field.type != "subform":
            yield Problem("each.rows", "not_a_subform", _NOT_A_SUBFORM, {"field": node.each.rows})
    if node.each.members is not None:
        field = form.find(node.each.members)
        if field is None or field.type != "member":
            data = {"field": node.each.members}
            yield Problem("each.members", "not_a_member_field", _NOT_A_MEMBER, data)


def _back_problems(node: SubflowConfig, form: FormPaths, child: FormPaths) -> Iterator[Problem]:
    if node.back and not node.wait:
        yield Problem("back", "back_without_wait", _NOT_WAITED_FOR)
    rows = node.each.rows if node.each is not None else None
    for ours, theirs in node.back.items():
        if not form.has(ours):
            yield unknown_field(f"back.{ours}", ours)
        elif rows is not None and not ours.startswith(f"{rows}."):
            yield Problem(f"back.{ours}", "not_a_column", _NOT_A_COLUMN, {"field": ours})
        if child.find(theirs) is None:
            yield unknown_field(f"back.{ours}", theirs)


_UNKNOWN_FORM = {"zh-CN": "没有已发布的表单“{form}”", "en": 'There is no published form "{form}"'}
_NOT_A_SUBFORM = {"zh-CN": "“{field}”不是子表单", "en": '"{field}" is not a subform'}
_NOT_A_MEMBER = {"zh-CN": "“{field}”不是成员字段", "en": '"{field}" is not a member field'}
_NO_MEMBER = {
    "zh-CN": "只有按成员发起时才能使用“对应成员”",
    "en": "There is a member only when a sub-flow is made for each member",
}
_NOT_WAITED_FOR = {
    "zh-CN": "不等待子流程时不能回写数据",
    "en": "Values can be written back only from what is waited for",
}
_NOT_A_COLUMN = {
    "zh-CN": "按明细行发起时，只能回写到明细列，“{field}”不是",
    "en": 'With one sub-flow a row, values go back to columns; "{field}" is none',
}

node_types.add(SubflowNode())
