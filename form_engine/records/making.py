"""What an approved document brings along: the batches of a receipt, found or made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError

from form_engine.make_document import Make
from form_engine.planning.filtering import filled
from form_engine.records import creating
from form_engine.records.context import Writing
from form_engine.records.derived import derive
from form_engine.resolution import Resolution
from huiliu.core import ports
from huiliu.core.access import Access, system_access
from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.errors import FieldError, RuleRefused, ValidationFailed
from huiliu.core.expressions.conditions import paths
from huiliu.core.forms import shape_of
from huiliu.core.paths import Get, Paths, Reader, env_of, is_true
from huiliu.core.records import Record
from huiliu.core.transactions import TryAgain


@dataclass(frozen=True)
class _Place:
    """The document, or one of its rows."""

    get: Get
    row: int | None = None
    at: str = ""


def make(writing: Writing, record: Record) -> Record:
    """The document as it is then. Raises RuleRefused where a record says something else."""
    makes = writing.plan.document.makes
    if not makes:
        return record
    shape = shape_of(writing.plan.document.model_dump(mode="json", by_alias=True))
    reader = Paths.of(shape, {path for one in makes for path in _paths(one)}).reader(record)
    found = {
        (one.into, place.row): _Making(writing, one).one(place)
        for one in makes
        for place in _places(writing, one, reader, record)
    }
    if not found:
        return record
    return derive(writing, record.id, found)[0] or record


def _paths(one: Make) -> set[str]:
    return {*one.same.values(), *one.values.values(), *(paths(one.when) if one.when else ())}


def _places(writing: Writing, one: Make, reader: Reader, record: Record) -> Iterator[_Place]:
    env = env_of(writing.actor)
    for place in _all_places(one, reader):
        complete = all(place.get(path) not in (None, "") for path in one.same.values())
        if complete and (one.when is None or is_true(one.when, place.get, writing.actor, env)):
            yield place


def _all_places(one: Make, reader: Reader) -> Iterator[_Place]:
    if not one.scope:
        yield _Place(reader.at_record)
        return
    for position, row in enumerate(reader.rows(one.scope)):
        get = reader.at_row(one.scope, row)
        yield _Place(get, row.get("$row"), f"{one.scope}.{position}.")


class _Making:
    def __init__(self, writing: Writing, one: Make) -> None:
        config: Any = writing.plan.document.by_path[one.into]
        self._writing, self._one, self._form = writing, one, str(config.form)
        self._access: Access = system_access(writing.actor, self._form)

    def one(self, place: _Place) -> int:
        known = self._found(place)
        if known is None:
            return self._made(place)
        self._require_agreement(known, place)
        return known

    def _found(self, place: _Place) -> int | None:
        """Asked anew each time: an earlier row may have made it."""
        same = tuple(
            Term(field=theirs, op="eq", value=FieldValue(field=ours))
            for theirs, ours in self._one.same.items()
        )
        where = filled(Condition(cond=same), place.get)
        resolution = Resolution(self._writing.app, self._writing.actor, {}, everything=True)
        return resolution.first(self._form, where, [])

    def _made(self, place: _Place) -> int:
        values = {
            theirs: place.get(ours)
            for theirs, ours in {**self._one.values, **self._one.same}.items()
        }
        try:
            made = creating.create(
                self._writing.app,
                self._form,
                values,
                access=self._access,
                submit=False,
                cause=self._writing.cause,
            )
        except (ValidationFailed, RuleRefused) as refused:
            if isinstance(refused.__cause__, IntegrityError):
                raise TryAgain from refused
            raise RuleRefused(
                refused.wire_code, _words_of(refused), fields=_beside(self._one, refused, place)
            ) from refused
        return made.id

    def _require_agreement(self, known: int, place: _Place) -> None:
        one = self._one
        if not one.agree or one.refused is None:
            return
        there = ports.records().values(self._writing.app, self._form, [known], one.agree)[known]
        for field in one.agree:
            ours = place.get(one.values[field])
            if ours not in (None, "") and there.get(field) not in (None, "", ours):
                error = FieldError(one.refused.code, one.refused.message)
                at = place.at + one.values[field].rpartition(".")[2]
                raise RuleRefused(error.code, one.refused.message, fields={at: [error]})


def _words_of(refused: ValidationFailed | RuleRefused) -> Mapping[str, str]:
    return refused.own_words or refused.words


def _beside(
    one: Make, refused: ValidationFailed | RuleRefused, place: _Place
) -> dict[str, list[FieldError]]:
    """What is wrong with the new record, at the values it was made of."""
    sources = {**one.values, **one.same}
    return {
        place.at + sources.get(path, one.into).rpartition(".")[2]: list(errors)
        for path, errors in refused.fields.items()
    }
