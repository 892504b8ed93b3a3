"""Wait: the flow rests for a while, until a date of the record, or until a moment."""

from collections.abc import Iterator
from typing import Literal

from huiliu.core.ports import Problem
from workflow_engine import due
from workflow_engine.compile import Graph
from workflow_engine.due import Period
from workflow_engine.form_paths import FormPaths
from workflow_engine.node_type import NodeConfig, NodeType, node_types
from workflow_engine.steps.wait import Wait


class WaitConfig(NodeConfig, Period):
    type: Literal["wait"]


class WaitNode(NodeType[WaitConfig]):
    name = "wait"
    words = {"zh-CN": "等待", "en": "Wait"}
    group = "route"
    icon = "clock"
    config = WaitConfig
    samples = (
        {"id": "a_day", "type": "wait", "days": 1},
        {"id": "work", "type": "wait", "hours": 4, "minutes": 30, "working": True},
        {
            "id": "day",
            "type": "wait",
            "until": {"field": "day", "days": -3, "at": "08:30"},
            "working": True,
        },
        {"id": "year_end", "type": "wait", "moment": "2026-12-31T18:00:00+08:00"},
    )
    refused = (
        ({"id": "w", "type": "wait"}, "no_time"),
        ({"id": "w", "type": "wait", "days": 1, "until": {"field": "day"}}, "no_time"),
        ({"id": "w", "type": "wait", "until": {"field": "remark"}}, "not_a_date_field"),
        ({"id": "w", "type": "wait", "until": {"field": "day", "at": "25:00"}}, "bad_setting"),
        ({"id": "w", "type": "wait", "days": -1}, "bad_setting"),
        ({"id": "w", "type": "wait", "moment": "2026-12-31T18:00:00"}, "bad_setting"),
        ({"id": "w", "type": "wait", "days": 1, "moment": "2026-12-31T10:00:00Z"}, "no_time"),
    )

    def problems(self, node: WaitConfig, form: FormPaths) -> Iterator[Problem]:
        return due.problems(node, form)

    def build(self, node: WaitConfig, following: str, graph: Graph) -> str:
        return graph.put(node, Wait(node).Next(graph.ref(following)))


node_types.add(WaitNode())
