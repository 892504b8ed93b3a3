"""What documents and numbers there are, so that a refusal can be seen to have left none."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.stage import Stage

Trace = dict[str, Any]


def left_by(stage: Stage) -> Trace:
    """By form: the documents there are, how they stand, and the numbers that are missing."""
    found: Trace = {}
    for form in stage.designs.keys("form"):
        if not stage.designs.form(form).get("document"):
            continue
        records = stage.observer.session.query(form, fields=[])
        found[form] = {
            "documents": sorted((one["id"], one["state"]) for one in records),
            "gaps": _gaps(stage, form),
        }
    return found


def _gaps(stage: Stage, form: str) -> list[str]:
    path = f"/forms/{form}/number-gaps"
    return sorted(one["number"] for one in stage.observer.session.app("GET", path)["items"])
