"""An automation as its admin designed it: trigger, condition, steps in their order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Document
from huiliu.core.reading import read_document
from workflow_engine.automations import upgrades
from workflow_engine.automations.action_type import StepConfig, action_types
from workflow_engine.automations.part import Part
from workflow_engine.automations.trigger_type import trigger_types

AUTOMATION_VERSION = 1
SCHEMA = Path(__file__).parent / "schemas" / "automation.schema.json"


def _one_of(configs: Iterable[type[Any]]) -> Any:
    """The union of the registered types, told apart by ``type``."""
    return Annotated[reduce(or_, configs), Field(discriminator="type")]


if TYPE_CHECKING:
    AnyTrigger = Any
    AnyStep = StepConfig
else:
    AnyTrigger = _one_of(one.config for one in trigger_types)
    AnyStep = _one_of(one.config for one in action_types)
    for _one in action_types:  # steps that hold steps could not be whole before all were known
        _one.config.model_rebuild(_types_namespace={"AnyStep": AnyStep})


class ActsAs(Part):
    """Whose name is on what it writes, and what that may be. ``member``: a login; without one it
    is whoever set it off, or for a clock or another system the first administrator. ``rights``:
    ``all``: the design decides what is written; ``own``: only what that member may do by hand."""

    member: str | None = None
    rights: Literal["all", "own"] = "all"


class AutomationDocument(Document):
    """Automations of one event run by ``order``, then by id."""

    kind: Literal["automation"]
    version: Literal[1]
    order: int = Field(default=100, ge=0, le=100_000)
    enabled: bool = True
    acts_as: ActsAs = ActsAs()
    trigger: AnyTrigger
    when: Condition | None = None
    steps: tuple[AnyStep, ...] = Field(min_length=1, max_length=50)

    @classmethod
    def parse(cls, content: Mapping[str, Any]) -> AutomationDocument:
        """Reads any format version. Raises InvalidDocument with every mistake."""
        return read_document(
            cls, content, current=AUTOMATION_VERSION, upgrades=upgrades, schema=SCHEMA
        )
