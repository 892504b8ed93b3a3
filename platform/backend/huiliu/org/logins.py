"""A login in its one spelling: ``Ｌi.Qiang `` and ``li.qiang`` are the same person."""

from __future__ import annotations

import re
import unicodedata

from huiliu.core.errors import FieldError, ValidationFailed

_ALLOWED = re.compile(r"[\w.@+-]{1,64}")


def normal(login: str) -> str:
    return unicodedata.normalize("NFKC", login).strip().lower()


def require_valid(login: str) -> str:
    spelling = normal(login)
    if not _ALLOWED.fullmatch(spelling):
        raise ValidationFailed(fields={"login": [FieldError("pattern")]})
    return spelling
