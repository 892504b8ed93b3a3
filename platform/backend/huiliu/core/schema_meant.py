"""Of alternatives in a JSON Schema the one that was meant: a mistake is told at its own place, not
as "none of these" with the whole of what was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jsonschema.exceptions import ValidationError

_CHOICES = ("anyOf", "oneOf")
_OF_ANOTHER_SHAPE = ("required", "additionalProperties", "type")


def meant(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The errors, each choice replaced by those of the alternative that is told by ``type``, else
    of the only one of the same shape; where several could be meant the choice itself stays."""
    for error in errors:
        inside = _alternative(error) if error.validator in _CHOICES else None
        if inside is None:
            yield error
        else:
            yield from meant(inside)


def _alternative(error: ValidationError) -> list[ValidationError] | None:
    by_place: dict[object, list[ValidationError]] = {}
    for one in error.context or ():
        by_place.setdefault(one.relative_schema_path[0], []).append(one)
    found = [errors for errors in by_place.values() if not any(map(_is_another_type, errors))]
    if len(found) != 1:
        found = [errors for errors in found if not any(map(_is_another_shape, errors))]
    return found[0] if len(found) == 1 else None


def _is_another_type(error: ValidationError) -> bool:
    return error.validator in ("const", "enum") and list(error.relative_path) == ["type"]


def _is_another_shape(error: ValidationError) -> bool:
    return not error.relative_path and error.validator in _OF_ANOTHER_SHAPE
