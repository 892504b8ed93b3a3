"""What the designer must know of the node types: written to a file that the web app reads.

``python -m workflow_engine.metadata`` writes it; a test holds the committed file to the types.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from workflow_engine.node_actions import ANSWERS, Action, Actions
from workflow_engine.node_type import NodeType, node_types

FILE = Path(__file__).parents[1] / "platform" / "web" / "src" / "generated" / "nodes.json"


def as_text() -> str:
    described = {
        "actions": [
            {"name": name, "on": action.on, "is_answer": name in ANSWERS}
            for name, action in _actions()
        ],
        "types": [_described(node_type) for node_type in node_types],
    }
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _actions() -> list[tuple[str, Action]]:
    """Every action with its settings where an admin says nothing."""
    return [(name.rstrip("_"), action) for name, action in Actions()]


def _described(node_type: NodeType[Any]) -> dict[str, Any]:
    return {
        "name": node_type.name,
        "words": dict(node_type.words),
        "group": node_type.group,
        "icon": node_type.icon,
        "place": node_type.place,
        "addable": node_type.addable,
        "answers": list(node_type.answers),
        "in_timeline": node_type.in_timeline,
        "settings": sorted(node_type.config.model_fields),
        "samples": list(node_type.samples),
        "refused": [{"config": config, "code": code} for config, code in node_type.refused],
    }


if __name__ == "__main__":
    import django

    django.setup()
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(as_text(), encoding="utf-8")
