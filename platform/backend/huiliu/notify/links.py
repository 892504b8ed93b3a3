"""Where a message leads, as a whole address: only where the installation knows its own."""

from __future__ import annotations

import os
from collections.abc import Mapping


def address_of(link: Mapping[str, str]) -> str:
    """Empty without ``HUILIU_PUBLIC_URL``."""
    base = os.environ.get("HUILIU_PUBLIC_URL", "").rstrip("/")
    return f"{base}{path_of(link)}" if base else ""


def path_of(link: Mapping[str, str]) -> str:
    if "task" in link:
        return f"/tasks/{link['task']}"
    if "record" in link:
        return f"/apps/{link['app']}/forms/{link['form']}/records/{link['record']}"
    return f"/apps/{link['app']}" if "app" in link else "/"
