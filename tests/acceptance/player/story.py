"""A story of ``/shared/acceptance``: a month in the life of a company, as data."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Story = dict[str, Any]
Step = dict[str, Any]
Given = dict[str, Any]


def load(path: Path) -> Story:
    story: Story = json.loads(path.read_text(encoding="utf-8"))
    return story


def actors(story: Story) -> list[str]:
    """Everybody who is named: who acts, who approves, who is asked about permissions."""
    named = [step["actor"] for step in story["steps"]]
    for step in story["steps"]:
        for doc in step["expect"].get("docs", {}).values():
            named += doc.get("approval_route", [])
    named += [check["user"] for check in story.get("permission_checks", [])]
    return list(dict.fromkeys(named))


def values_of(story: Story, key: str) -> list[str]:
    """Every text that stands under ``key`` anywhere in the steps and the master data."""
    found: dict[str, None] = {}

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            if isinstance(node.get(key), str):
                found[node[key]] = None
            for child in node.values():
                walk(child)
        elif isinstance(node, list):
            for child in node:
                walk(child)

    walk(story["master"])
    walk([step["inputs"] for step in story["steps"]])
    return list(found)
