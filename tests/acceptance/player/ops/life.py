"""What happens to a document that stands: un-approval."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.stage import Stage


@op("unapprove")
def unapprove(stage: Stage, actor: Person, given: dict[str, Any]) -> list[Doc]:
    doc = stage.labels.doc(given["doc"])
    actor.session.act(doc.form, doc.id, "unapprove", comment="更正")
    return [doc]
