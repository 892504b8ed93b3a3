"""For those who add a field type: everything one file under ``fields/`` needs.

Built-in types import from here too, so a stranger's type can do whatever ours can.
"""

from form_engine.field_type import (
    BadValue,
    FieldConfig,
    FieldType,
    Sample,
    Suited,
    Titles,
    field_types,
    type_of,
)
from form_engine.storage import StorageKind

__all__ = [
    "BadValue",
    "FieldConfig",
    "FieldType",
    "Sample",
    "StorageKind",
    "Suited",
    "Titles",
    "field_types",
    "type_of",
]
