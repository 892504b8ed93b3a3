"""Public ids to internal ones."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from form_engine.catalog import find_form
from huiliu.core import ddl
from huiliu.core.actor import AppRef


def ids_of(app: AppRef, form: str, uids: Sequence[str]) -> dict[str, int]:
    """Public id → internal id, deleted ones too. Decides nothing about who may see them."""
    found = find_form(app, form)
    if found is None or not uids:
        return {}
    marks = ", ".join(["%s"] * len(uids))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT uid, id FROM {ddl.qualified(f'f_{found.id}')} WHERE uid IN ({marks})",  # noqa: S608
            list(uids),
        )
        return dict(cursor.fetchall())
