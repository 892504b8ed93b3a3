"""Approval: people say yes or no."""

from collections.abc import Iterator, Sequence
from typing import Literal

from huiliu.core.conditions import Condition
from huiliu.core.ports import Problem
from workflow_engine import asking_people
from workflow_engine.asking_people import PeopleConfig
from workflow_engine.compile import Graph
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeType, node_types
from workflow_engine.steps.approval import Approval

_BOSS = {"roles": ["boss"]}


class ApprovalConfig(PeopleConfig):
    type: Literal["approval"]


class ApprovalNode(NodeType[ApprovalConfig]):
    name = "approval"
    words = {"zh-CN": "审批", "en": "Approval"}
    group = "people"
    icon = "audit"
    config = ApprovalConfig
    answers = ("approve", "reject")
    samples = (
        {"id": "boss", "type": "approval", "assignees": _BOSS},
        {
            "id": "all_of_them",
            "type": "approval",
            "title": {"zh-CN": "会签", "en": "Everybody"},
            "assignees": {
                "members": ["ann"],
                "roles": ["finance"],
                "departments": ["shop"],
                "initiator": True,
                "heads": 2,
                "fields": ["owner"],
            },
            "mode": "all",
            "fields": {"*": "view", "remark": "edit", "lines.price": "hidden"},
            "empty": {"members": ["ann"]},
        },
        {"id": "b", "type": "approval", "assignees": _BOSS, "mode": "sequential", "empty": "stop"},
        {
            "id": "board",
            "type": "approval",
            "assignees": {"members": ["ann", "bob"]},
            "mode": "weight",
            "percent": 60,
            "weights": [{"who": {"members": ["ann"]}, "weight": 3}],
            "rejection": "hear_all",
            "actions": {
                "approve": {"title": {"zh-CN": "核准"}, "signature": "required"},
                "reject": {"on": False},
                "return": {"to": ["boss"], "after": "choose", "comment": "required"},
                "add_sign": {"where": ["parallel"]},
            },
            "phrases": ["已核对"],
            "batch": False,
        },
        {
            "id": "in_time",
            "type": "approval",
            "assignees": _BOSS,
            "time_outs": [
                {"hours": 4, "working": True, "then": "remind"},
                {"days": 1, "then": "escalate"},
                {"days": 2, "then": "transfer", "to": _BOSS},
                {"until": {"field": "day"}, "then": "reject"},
            ],
            "auto": [
                {
                    "when": {"cond": [{"field": "total", "op": "lt", "value": "100"}]},
                    "answer": "approve",
                }
            ],
        },
    )
    refused = (
        ({"id": "a", "type": "approval"}, "bad_setting"),
        ({"id": "a", "type": "approval", "assignees": {}}, "no_assignees"),
        ({"id": "a", "type": "approval", "assignees": {"heads": 6}}, "bad_setting"),
        ({"id": "a", "type": "approval", "assignees": _BOSS, "mode": "most"}, "bad_setting"),
        (
            {"id": "a", "type": "approval", "assignees": _BOSS, "mode": "percent", "percent": 0},
            "bad_setting",
        ),
        (
            {
                "id": "a",
                "type": "approval",
                "assignees": _BOSS,
                "weights": [{"who": _BOSS, "weight": 2}],
            },
            "weights_without_mode",
        ),
        (
            {
                "id": "a",
                "type": "approval",
                "assignees": _BOSS,
                "time_outs": [{"days": 1, "then": "transfer"}],
            },
            "whom",
        ),
        (
            {"id": "a", "type": "approval", "assignees": _BOSS, "time_outs": [{"then": "remind"}]},
            "no_time",
        ),
        (
            {"id": "a", "type": "approval", "assignees": _BOSS, "actions": {"fly": {}}},
            "bad_setting",
        ),
        ({"id": "a", "type": "approval", "assignees": {"fields": ["qty"]}}, "not_a_member_field"),
        (
            {"id": "a", "type": "approval", "assignees": _BOSS, "fields": {"gone": "edit"}},
            "unknown_field",
        ),
    )

    def conditions(self, node: ApprovalConfig) -> Sequence[tuple[str, Condition]]:
        return asking_people.conditions(node)

    def problems(self, node: ApprovalConfig, form: FormPaths) -> Iterator[Problem]:
        yield from asking_people.problems(node, form)

    def build(self, node: ApprovalConfig, following: str, graph: Graph) -> str:
        approval = Approval(node).Next(graph.ref(following)).OnReject(graph.ref(graph.rejected))
        return graph.put(node, approval)


node_types.add(ApprovalNode())
