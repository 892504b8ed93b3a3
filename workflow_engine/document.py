"""The flow as its admin designed it: a tree of nodes from start to end. A JSON document, typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from pydantic import Field, ValidationError

from huiliu.core.conditions import Condition
from huiliu.core.documents import Document, Id, InvalidDocument, UnknownVersion, upgraded
from huiliu.core.ports import Problem
from huiliu.core.reading import chain_of
from workflow_engine import upgrades
from workflow_engine.node_type import NodeConfig, Part
from workflow_engine.tree import AnyNode, walk

FLOW_VERSION = 1

OwnPolicy = Literal["ask", "pass", "head", "exclude"]
AgainPolicy = Literal["ask", "previous", "pass"]


class Settings(Part):
    """What holds for the whole flow. When the person asked is the initiator: ``ask`` them, ``pass``
    (counts as yes), ask their nearest ``head``, or ``exclude`` them. When they have said yes
    already: ``ask`` again, ``pass`` after the ``previous`` node, or ``pass`` after any."""

    withdraw: Literal["never", "before_first", "any_time"] = "before_first"
    withdraw_hours: int | None = Field(default=None, ge=1, le=8760)
    """So long after it was submitted, and no longer."""
    recall: bool = True
    """Whether an approver may take an answer back before anybody acts on what followed."""
    urge_minutes: int = Field(default=30, ge=0, le=10080)
    """The pause between two reminders of the initiator."""
    same_as_initiator: OwnPolicy = "ask"
    duplicate_approver: AgainPolicy = "ask"


class FlowDocument(Document):
    """An approval of one form's records. Sound by construction: nodes follow each other, and a
    branch contains its sequences; there is no edge to draw wrongly. ``when``: which documents
    need it; the others are approved at once, without a run."""

    kind: Literal["flow"]
    version: Literal[1]
    form: Id
    when: Condition | None = None
    nodes: tuple[AnyNode, ...] = Field(min_length=2, max_length=200)
    settings: Settings = Settings()

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> FlowDocument:
        """Reads any format version: upgrade, JSON Schema, then types. Raises InvalidDocument."""
        from workflow_engine.json_schema import schema_problems

        try:
            current = upgraded(content, FLOW_VERSION, chain_of(upgrades))
        except UnknownVersion as error:
            raise InvalidDocument([bad_setting("version", str(error))]) from None
        problems = schema_problems(current)
        if problems:
            raise InvalidDocument(problems)
        try:
            return cls.model_validate(current)
        except ValidationError as error:
            raise InvalidDocument(_problems_of(error)) from None

    @classmethod
    def of_stored(cls, content: Mapping[str, Any]) -> FlowDocument:
        """A published version: it was checked then, so it is only upgraded and typed now."""
        return cls.model_validate(upgraded(content, FLOW_VERSION, chain_of(upgrades)))

    @cached_property
    def by_id(self) -> Mapping[str, NodeConfig]:
        """Every node of the tree by its id."""
        return {node.id: node for _, node in walk(self.nodes)}


def bad_setting(path: str, reason: str) -> Problem:
    words = {"zh-CN": "设置不正确：{reason}", "en": "Not a valid setting: {reason}"}
    return Problem(path, "bad_setting", words, {"reason": reason})


def _problems_of(error: ValidationError) -> list[Problem]:
    return [
        bad_setting(".".join(map(str, one["loc"])), one["msg"].removeprefix("Value error, "))
        for one in error.errors(include_url=False)
    ]
