"""A copy of the whole database at one moment, in the database's own format, and its return.

SQLite: a file of its own. PostgreSQL: SQL by ``pg_dump``, put back by ``psql``, both in one
transaction or not at all. Nothing here knows a table by name, so no table can be forgotten.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from huiliu.core import ddl
from huiliu.server.backup.words import BackupError

Counts = Mapping[str, int]
"""Rows by table."""
_SCHEMAS = ("public", ddl.SCHEMA)


def member() -> str:
    """What the copy is called inside a backup."""
    return "database.sql" if ddl.is_postgresql() else "database.sqlite3"


def copy_to(target: Path) -> Counts:
    """Writers go on meanwhile; they are in the copy whole or not at all."""
    return _dump_postgresql(target) if ddl.is_postgresql() else _copy_sqlite(target)


def put_back(source: Path) -> None:
    """Whatever the database held is gone afterwards. Nobody else may be using it."""
    if ddl.is_postgresql():
        _load_postgresql(source)
    else:
        _replace_sqlite(source)


def is_empty() -> bool:
    """No table at all: a database that Huiliu has never prepared."""
    return not connection.introspection.table_names()


def others() -> int:
    """How many other connections the database serves, locks of a process (``running``) aside."""
    if not ddl.is_postgresql():
        return 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            " AND application_name <> 'huiliu-lock'"
        )
        return int(cursor.fetchone()[0])


def rows() -> Counts:
    """Now, table by table."""
    with connection.cursor() as cursor:
        return _counted(cursor)


def _copy_sqlite(target: Path) -> Counts:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(target)])
    with closing(sqlite3.connect(target)) as copy:
        return _counted(copy.cursor())


def _replace_sqlite(source: Path) -> None:
    name = Path(str(connection.settings_dict["NAME"]))
    with closing(sqlite3.connect(source)) as copy:
        (said,) = copy.execute("PRAGMA integrity_check").fetchone()
    if said != "ok":
        raise BackupError("damaged", file=str(said)[:100])
    connection.close()
    if name.exists():
        with closing(sqlite3.connect(name)) as old:  # empties its log: it must not meet the new one
            old.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for side in ("-wal", "-shm"):
        Path(f"{name}{side}").unlink(missing_ok=True)
    os.replace(source, name)


def _dump_postgresql(target: Path) -> Counts:
    """``pg_dump`` reads the very moment in which the rows are counted."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SELECT pg_export_snapshot()")
        snapshot = cursor.fetchone()[0]
        counts = _counted(cursor)
        schemas = [word for name in _schemas(cursor) for word in ("--schema", name)]
        words = ["--no-owner", "--no-privileges", f"--snapshot={snapshot}", "--file", str(target)]
        _run("pg_dump", [*words, *schemas])
    return counts


def _load_postgresql(source: Path) -> None:
    """The dump makes its schemas anew; PostgreSQL's own ``public`` has to go first."""
    with connection.cursor() as cursor:
        drop = [f'DROP SCHEMA IF EXISTS "{name}" CASCADE' for name in _schemas(cursor)]
    connection.close()
    given = source.with_suffix(".whole.sql")
    with given.open("wb") as out, source.open("rb") as dump:
        out.write((";\n".join(["SET client_min_messages = warning", *drop]) + ";\n").encode())
        head = dump.read(64 * 1024)
        if b"CREATE SCHEMA public;" not in head:
            out.write(b"CREATE SCHEMA public;\n")
        out.write(head)
        shutil.copyfileobj(dump, out)
    try:
        _run("psql", ["-X", "-q", "-1", "-v", "ON_ERROR_STOP=1", "-f", str(given)])
    finally:
        given.unlink(missing_ok=True)


def _schemas(cursor: Any) -> list[str]:
    cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname = ANY(%s)", [list(_SCHEMAS)])
    return sorted(row[0] for row in cursor.fetchall())


def _run(program: str, words: list[str]) -> None:
    parts = connection.settings_dict
    environment = {
        **os.environ,
        "PGHOST": str(parts["HOST"]),
        "PGPORT": str(parts["PORT"]),
        "PGUSER": str(parts["USER"]),
        "PGPASSWORD": str(parts["PASSWORD"]),  # never on a command line, which everybody can read
        "PGDATABASE": str(parts["NAME"]),
    }
    done = subprocess.run(
        [_program(program), *words],
        env={name: value for name, value in environment.items() if value},
        capture_output=True,
        text=True,
    )
    if done.returncode != 0:
        raise BackupError("database_said", words=done.stderr.strip()[-600:])


def _program(name: str) -> str:
    from huiliu.server.cli.temporary_servers import postgres_programs

    folder = postgres_programs()
    found = shutil.which(name) or (folder and shutil.which(name, path=str(folder)))
    if not found:
        raise BackupError("no_program", program=name)
    return found


def _counted(cursor: Any) -> dict[str, int]:
    counts = {}
    for table in list(_tables(cursor)):
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - names from the catalogue
        counts[table] = int(cursor.fetchone()[0])
    return counts


def _tables(cursor: Any) -> Iterator[str]:
    """As SQL writes them, without PostgreSQL's own and SQLite's."""
    if ddl.is_postgresql():
        cursor.execute(
            "SELECT format('%%I.%%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname = ANY(%s) ORDER BY 1",
            [list(_SCHEMAS)],
        )
    else:
        cursor.execute(
            "SELECT '\"' || name || '\"' FROM sqlite_master"
            " WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"
        )
    yield from [row[0] for row in cursor.fetchall()]
