"""补货建议: run, and what it suggests."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.designs import Missing
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.stage import Stage


@op("replenish")
def replenish(stage: Stage, actor: Person, given: dict[str, Any]) -> list[Doc]:
    raise Missing("the template runs no replenishment yet")
