"""What documents and numbers there are, so that a refusal can be seen to have left none."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.stage import Stage

Trace = dict[str, Any]


def left_by(stage: Stage) -> Trace:
    """By form: the documents there are, how they stand, and the numbers that are missing; without
    those that were refused after they were sent and are void now."""
    found: Trace = {}
    for form in stage.designs.keys("form"):
        if not stage.designs.form(form).get("document"):
            continue
        away = {doc.id: doc.no for doc in stage.put_away if doc.form == form}
        records = stage.observer.session.query(form, fields=[])
        found[form] = {
            "documents": sorted((r["id"], r["state"]) for r in records if r["id"] not in away),
            "gaps": sorted(set(_gaps(stage, form)) - set(away.values())),
        }
    return found


def _gaps(stage: Stage, form: str) -> list[str]:
    path = f"/forms/{form}/number-gaps"
    return [one["number"] for one in stage.observer.session.app("GET", path)["items"]]
