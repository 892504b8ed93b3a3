"""What the browser must know of the field types: written to a file that the web app reads.

``python -m form_engine.metadata`` writes it; a test holds the committed file to the types.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from form_engine.field_type import FieldType, Sample, field_types

FILE = Path(__file__).parents[1] / "platform" / "web" / "src" / "generated" / "fields.json"


def write() -> None:
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(as_text(), encoding="utf-8")


def as_text() -> str:
    described = {"types": [_described(one) for one in field_types]}
    return json.dumps(described, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _described(kind: FieldType[Any, Any]) -> dict[str, Any]:
    return {
        "name": kind.name,
        "words": dict(kind.words),
        "group": kind.group,
        "icon": kind.icon,
        "operators": list(kind.operators),
        "aggregates": list(kind.aggregates),
        "computed": kind.computed,
        "in_subform": kind.in_subform,
        "in_formulas": kind.in_formulas,
        "can_be_unique": kind.can_be_unique,
        "searchable": kind.searchable,
        "sortable": kind.sortable,
        "indexed": kind.indexed,
        "settings": kind.config.model_json_schema(),
        "samples": [_sample(one) for one in kind.samples],
    }


def _sample(sample: Sample) -> dict[str, Any]:
    """``wire`` is what comes back; a refused sample has its code instead."""
    described = {"config": dict(sample.config), "given": sample.given}
    if sample.refused is not None:
        return {**described, "refused": sample.refused}
    wire = sample.given if sample.wire is ... else sample.wire
    return {**described, "wire": wire, "shown": dict(sample.shown)}


if __name__ == "__main__":
    write()
