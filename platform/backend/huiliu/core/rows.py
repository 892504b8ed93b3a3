"""Rows of Django's models as plain SQL, for what every submit and every answer writes and reads.

The ORM builds each of its statements anew, which costs more than the statement does. Here the text
is made once per model; values go through the same fields. What is only needed at the commit, or by
whoever looks before it, is held back and travels together (``pending``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db import connection, models

from huiliu.core.pending import Held, Statement, held, hold
from huiliu.core.transactions import in_frame

M = TypeVar("M", bound=models.Model)
_MOST_ROWS = 500


def insert_later(row: models.Model) -> None:
    """Its key is only known to the database, and asked for by nobody."""
    if in_frame():
        hold(_New(row))
    else:
        row.save(force_insert=True)


def insert_as(row: models.Model, *also: Statement) -> None:
    """A row that has its key already; what is changed of it until it is sent is sent with it.
    ``also``: what may come only with it. Inside ``run_in_transaction``."""
    hold(_New(row, with_key=True, also=also))


def keep(row: models.Model, *columns: str) -> None:
    """Writes these columns of a row, as they are when it is sent."""
    if not in_frame():
        row.save(update_fields=columns)
        return
    for one in held():
        if isinstance(one, _New | _Kept) and one.row is row:
            one.columns.update(dict.fromkeys(columns))
            return
    hold(_Kept(row, columns))


def insert(rows: Sequence[M], *, by: str, unless: Sequence[str] = ()) -> list[M]:
    """At once. Those that are there now, with their keys, found by the column ``by``, which none
    shares; ``unless`` a row has the same in these columns."""
    made: list[M] = []
    for start in range(0, len(rows), _MOST_ROWS):
        some = rows[start : start + _MOST_ROWS]
        with connection.cursor() as cursor:
            cursor.execute(
                _insert_returning(type(some[0]), len(some), by, tuple(unless)),
                [value for row in some for value in _values(row, with_key=False)],
            )
            keys = {found: key for key, found in cursor.fetchall()}
        made += [row for row in some if _has_key(row, keys.get(getattr(row, by)))]
    return made


def select(model: type[M], where: str, args: Sequence[Any], into: Callable[[M], None]) -> Statement:
    """Rows with all their columns. ``where`` is SQL, and may order and lock."""

    def then(cursor: Any) -> None:
        for row in cursor.fetchall():
            into(_loaded(model, row))

    return Statement(f"SELECT {_columns(model)} {where}", args, then)


class _New(Held):
    def __init__(
        self, row: models.Model, *, with_key: bool = False, also: Sequence[Statement] = ()
    ) -> None:
        self.row, self._with_key, self._also = row, with_key, also
        self.columns: dict[str, None] = {}

    def prepare(self) -> Sequence[Statement]:
        return ()

    def statements(self) -> Sequence[Statement]:
        sql, row = _insert(type(self.row), self._with_key)
        values = _values(self.row, with_key=self._with_key)
        self.row._state.adding = False
        self.row._state.db = connection.alias
        return [Statement(sql, values, row=row), *self._also]


class _Kept(Held):
    def __init__(self, row: models.Model, columns: Sequence[str]) -> None:
        self.row, self.columns = row, dict.fromkeys(columns)

    def prepare(self) -> Sequence[Statement]:
        return ()

    def statements(self) -> Sequence[Statement]:
        fields = [self.row._meta.get_field(name) for name in self.columns]
        values = [_value(field, self.row) for field in fields]
        return [Statement(_update(type(self.row), tuple(self.columns)), [*values, self.row.pk])]


def _has_key(row: models.Model, key: int | None) -> bool:
    if key is None:
        return False
    row.pk = key
    row._state.adding = False
    row._state.db = connection.alias
    return True


def _loaded(model: type[M], row: Sequence[Any]) -> M:
    names, converters = _reading(model, connection.vendor)
    values = list(row)
    for place, convert, field in converters:
        values[place] = convert(values[place], field, connection)
    return model.from_db(connection.alias, names, values)


def _values(row: models.Model, *, with_key: bool) -> list[Any]:
    return [_value(field, row) for field in _fields(type(row), with_key)]


def _value(field: Any, row: models.Model) -> Any:
    return field.get_db_prep_save(getattr(row, field.attname), connection)


@lru_cache(maxsize=256)
def _fields(model: type[models.Model], with_key: bool) -> tuple[Any, ...]:
    found = model._meta.local_concrete_fields
    return tuple(field for field in found if with_key or not field.primary_key)


@lru_cache(maxsize=256)
def _columns(model: type[models.Model]) -> str:
    table = model._meta.db_table
    return ", ".join(f'"{table}"."{field.column}"' for field in _fields(model, True))


@lru_cache(maxsize=256)
def _insert(model: type[models.Model], with_key: bool) -> tuple[str, str]:
    """With ``{rows}`` in place of its rows, and the placeholders of one."""
    fields = _fields(model, with_key)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    return f'INSERT INTO "{model._meta.db_table}" ({columns}) VALUES {{rows}}', f"({marks})"  # noqa: S608


@lru_cache(maxsize=1024)
def _insert_returning(
    model: type[models.Model], count: int, by: str, unless: tuple[str, ...]
) -> str:
    sql, row = _insert(model, False)
    names = [model._meta.get_field(name).column for name in unless]  # type: ignore[union-attr]
    columns = ", ".join(f'"{name}"' for name in names)
    conflict = f" ON CONFLICT ({columns}) DO NOTHING" if names else ""
    key = f'"{model._meta.pk.column}", "{by}"'
    return f"{sql.replace('{rows}', ', '.join([row] * count))}{conflict} RETURNING {key}"


@lru_cache(maxsize=256)
def _update(model: type[models.Model], columns: tuple[str, ...]) -> str:
    fields = [model._meta.get_field(name) for name in columns]
    sets = ", ".join(f'"{field.column}" = %s' for field in fields)  # type: ignore[union-attr]
    key = model._meta.pk.column
    return f'UPDATE "{model._meta.db_table}" SET {sets} WHERE "{key}" = %s'  # noqa: S608


@lru_cache(maxsize=256)
def _reading(
    model: type[models.Model], vendor: str
) -> tuple[list[str], tuple[tuple[int, Any, Any], ...]]:
    """Names in the order of the columns, and what turns a column into its value."""
    fields = _fields(model, True)
    return [field.attname for field in fields], tuple(_converters(model, fields))


def _converters(model: type[models.Model], fields: Sequence[Any]) -> Iterator[tuple[int, Any, Any]]:
    for place, field in enumerate(fields):
        column = field.get_col(model._meta.db_table)
        own = connection.ops.get_db_converters(column)
        for convert in [*own, *field.get_db_converters(connection)]:
            yield place, convert, column
