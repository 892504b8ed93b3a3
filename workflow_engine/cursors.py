"""Where the next page begins: the time and number of the last line, opaque to the client."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from huiliu.core.errors import Malformed


def cursor_of(row: Mapping[str, Any]) -> str:
    """``row`` has ``id`` and ``at``."""
    key = json.dumps([row["at"].isoformat(), row["id"]])
    return base64.urlsafe_b64encode(key.encode()).decode()


def after(cursor: str, column: str) -> Q:
    """What comes after the cursor when sorted by ``column`` and id, newest first."""
    try:
        at, pk = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        moment, number = datetime.fromisoformat(at), int(pk)
    except (ValueError, TypeError):
        raise Malformed(reason="cursor") from None
    # The first part alone lets the database begin at the right place of its index.
    at_or_before = Q(**{f"{column}__lte": moment})
    return at_or_before & (Q(**{f"{column}__lt": moment}) | Q(id__lt=number))
