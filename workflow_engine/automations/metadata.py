"""What the designer must know of triggers and actions: a file that the web app reads.

``python -m workflow_engine.automations.metadata`` writes it and the schema; tests hold both.
"""

from __future__ import annotations

import json
from pathlib import Path

from workflow_engine.automations.action_type import action_types
from workflow_engine.automations.part import described
from workflow_engine.automations.trigger_type import trigger_types

FILE = Path(__file__).parents[2] / "platform" / "web" / "src" / "generated" / "automations.json"


def as_text() -> str:
    content = {
        "triggers": [{**described(one), "events": sorted(one.events)} for one in trigger_types],
        "actions": [
            {**described(one), "told": dict(one.told), "in_transaction": one.in_transaction}
            for one in action_types
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    import django

    django.setup()
    from huiliu.core.reading import schema_text
    from workflow_engine.automations.document import SCHEMA, AutomationDocument

    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(as_text(), encoding="utf-8")
    SCHEMA.write_text(schema_text(AutomationDocument), encoding="utf-8")
