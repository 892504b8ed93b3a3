"""A JSON Schema (draft 2020-12) and what it refuses.

Two libraries read it. ``jsonschema-rs`` says whether all is well, which it nearly always is, some
two hundred times as quickly; where it does not, ``jsonschema`` says what is wrong and has the last
word: its patterns know letters and digits of every script.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import jsonschema_rs
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError


class JsonSchema:
    """Shared by threads; a schema that is none is found when it is made."""

    def __init__(self, schema: Mapping[str, Any]) -> None:
        whole = dict(schema)
        self._quick = jsonschema_rs.Draft202012Validator(whole)
        self._telling = Draft202012Validator(whole)

    def errors(self, content: object) -> list[ValidationError]:
        """In no order; empty when the content is what the schema describes."""
        return [] if self._is_plainly_well(content) else [*self._telling.iter_errors(content)]

    def _is_plainly_well(self, content: object) -> bool:
        try:
            return self._quick.is_valid(content)
        except ValueError:  # of a type that JSON has not, or deeper than it goes
            return False
