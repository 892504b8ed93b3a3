"""Finding a field by its path, through references to other forms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from form_engine.document import SYSTEM_PATHS, FormDocument
from form_engine.field_type import FieldConfig, FieldType, type_of

MAX_DEPTH = 3
Forms = Mapping[str, FormDocument]


@dataclass(frozen=True)
class Found:
    """A field, the form it is in, and the subform of the *first* form the path starts in."""

    config: FieldConfig
    form: FormDocument
    subform: str
    depth: int
    """How many references the path goes through."""

    @property
    def kind(self) -> FieldType[Any, Any]:
        return type_of(self.config)


def find(form: FormDocument, path: str, forms: Forms) -> Found | None:
    """The field at the end of a path; None for system fields, see ``is_system``."""
    parts = path.split(".")
    own = 2 if len(parts) > 1 and ".".join(parts[:2]) in form.by_path else 1
    config = form.by_path.get(".".join(parts[:own]))
    if config is None:
        return None
    subform, here = (parts[0] if own == 2 else ""), form
    for depth, step in enumerate(parts[own:], start=1):
        target = (
            forms.get(getattr(config, "form", "")) if type_of(config).link == "record" else None
        )
        config = target.by_path.get(step) if target is not None else None
        if target is None or config is None:
            return None
        here = target
        if depth == len(parts) - own:
            return Found(config, here, subform, depth)
    return Found(config, here, subform, 0)


def is_system(path: str) -> bool:
    return path in SYSTEM_PATHS
