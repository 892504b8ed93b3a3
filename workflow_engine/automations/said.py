"""How an error is kept in a trace."""

from __future__ import annotations

from typing import Any

from huiliu.core.errors import HuiliuError
from huiliu.core.text import LANGUAGES
from workflow_engine.behind import RefusedBehind


def said(error: Exception) -> dict[str, Any]:
    """One that nobody foresaw is only named: its text may hold anything. What another form said
    is kept apart (``whole``, of ``form``), for who sees that form."""
    if isinstance(error, RefusedBehind):
        told = {one: error.message(one) for one in LANGUAGES}
        return {"code": error.wire_code, **told, "form": error.form, "whole": dict(error.whole)}
    if isinstance(error, HuiliuError):
        return {"code": error.wire_code, **{one: error.message(one) for one in LANGUAGES}}
    name = type(error).__name__
    return {"code": "unexpected", **dict.fromkeys(LANGUAGES, name)}
