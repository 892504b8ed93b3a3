"""Which columns a form needs, before anything says where they are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from form_engine.storage import StorageKind


class WantedColumn(NamedTuple):
    """``path`` is ``qty`` in the main table, ``lines.qty`` in the subform's own table."""

    path: str
    kind: StorageKind
    scale: int
    indexed: bool


def wanted_columns(document: FormDocument) -> list[WantedColumn]:
    """Every column of the form and of its subforms, in the order of the document."""
    keys = frozenset(link.key for link in document.links)
    return list(_wanted(document.fields, "", keys))


def _wanted(
    fields: tuple[FieldConfig, ...], prefix: str, keys: frozenset[str]
) -> Iterator[WantedColumn]:
    """``keys``: paths by which documents are found that follow from another."""
    for config in fields:
        kind, path = type_of(config), prefix + config.id
        stored = kind.storage(config)
        if stored is not None:
            index = kind.indexed if config.index is None else config.index
            yield WantedColumn(path, stored[0], stored[1], index or path in keys)
        yield from _wanted(kind.columns(config), f"{config.id}.", keys)
