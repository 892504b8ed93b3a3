"""Reads a document of any format: upgrade, JSON Schema, then types; all mistakes at once.

The JSON Schema is generated from the model and committed beside the engine; a test says when the
two differ. Saved examples of every past format stay in ``tests/upgrades``.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from jsonschema.exceptions import ValidationError as JsonSchemaError
from jsonschema.exceptions import relevance
from pydantic import ValidationError

from huiliu.core.documents import Document, InvalidDocument, UnknownVersion, Upgrade, upgraded
from huiliu.core.json_schema import JsonSchema
from huiliu.core.ports import Problem
from huiliu.core.schema_meant import meant
from huiliu.core.schema_words import OTHER, place, told

D = TypeVar("D", bound=Document)
_FILE = re.compile(r"v(\d+)_to_v(\d+)")


def read_document(
    model: type[D], content: Mapping[str, Any], *, current: int, upgrades: ModuleType, schema: Path
) -> D:
    """The document, typed. Raises InvalidDocument. One that was read is remembered: everybody who
    has to do with its publishing reads it, and its neighbours' do."""
    found = _read(model, json.dumps(content), current, upgrades.__name__, schema)
    assert isinstance(found, model)
    return found


@lru_cache(maxsize=1024)
def _read(
    model: type[Document], content: str, current: int, upgrades: str, schema: Path
) -> Document:
    try:
        document = upgraded(json.loads(content), current, dict(_chain(upgrades)))
    except UnknownVersion as error:
        raise InvalidDocument([_problem("version", str(error))]) from None
    problems = schema_problems(document, schema)
    if problems:
        raise InvalidDocument(problems)
    try:
        return model.model_validate(document)
    except ValidationError as error:
        raise InvalidDocument([*map(_of_pydantic, error.errors(include_url=False))]) from None


def chain_of(package: ModuleType) -> dict[int, Upgrade]:
    """``v1_to_v2.py`` in ``package`` defines ``upgrade``, which turns format 1 into 2."""
    return dict(_chain(package.__name__))


def schema_problems(content: Mapping[str, Any], schema: Path) -> list[Problem]:
    errors = sorted(meant(_of(schema).errors(content)), key=relevance)
    return [_refused(error) for error in errors]


def schema_text(model: type[Document]) -> str:
    """What the committed schema file holds."""
    schema = model.model_json_schema()
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


@cache
def _chain(package_name: str) -> tuple[tuple[int, Upgrade], ...]:
    package = importlib.import_module(package_name)
    found = ((m.name, _FILE.fullmatch(m.name)) for m in pkgutil.iter_modules(package.__path__))
    return tuple(
        (int(match[1]), importlib.import_module(f"{package_name}.{name}").upgrade)
        for name, match in found
        if match is not None
    )


@cache
def _of(schema: Path) -> JsonSchema:
    return JsonSchema(json.loads(schema.read_text(encoding="utf-8")))


def _refused(error: JsonSchemaError) -> Problem:
    found = told(error)
    return Problem(place(error), "bad_setting", found.words, {"reason": found.reason})


def _of_pydantic(error: Any) -> Problem:
    return _problem(".".join(map(str, error["loc"])), error["msg"].removeprefix("Value error, "))


def _problem(path: str, reason: str) -> Problem:
    return Problem(path, "bad_setting", OTHER, {"reason": reason})
