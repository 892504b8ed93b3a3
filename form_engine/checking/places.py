"""Every field with its place in the document, for the checks that go through all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of


@dataclass(frozen=True)
class Place:
    """``at`` points into the JSON (``fields.3.fields.0``), ``path`` is the field's own."""

    at: str
    path: str
    config: FieldConfig
    subform: str

    def beside(self, field_id: str) -> str:
        """The path of a field of the same scope."""
        return f"{self.subform}.{field_id}" if self.subform else field_id


def places(form: FormDocument) -> Iterator[Place]:
    for position, config in enumerate(form.fields):
        at = f"fields.{position}"
        yield Place(at, config.id, config, "")
        for column, inner in enumerate(type_of(config).columns(config)):
            yield Place(f"{at}.fields.{column}", f"{config.id}.{inner.id}", inner, config.id)
