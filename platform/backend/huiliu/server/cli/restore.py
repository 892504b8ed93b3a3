"""``./huiliu restore FILE``: puts a backup back, into an empty place or with --replace."""

from __future__ import annotations

import argparse
from pathlib import Path

from huiliu.server.cli import first_start
from huiliu.server.cli.places import fail, load_django, say, use_data
from huiliu.server.running import held_here


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./huiliu restore", description=__doc__)
    parser.add_argument("file", type=Path, help="made by ./huiliu backup")
    parser.add_argument("--data")
    parser.add_argument("--replace", action="store_true", help="throw away what is there now")
    options = parser.parse_args(arguments)
    data = use_data(options.data)
    first_start.make_secret_key(data)
    load_django()
    from huiliu.server.backup import api as backup

    if not held_here():
        return fail("Huiliu is running on this data. Stop it first.")
    try:
        done = backup.restore(options.file.resolve(), replace=options.replace)
    except backup.BackupError as error:
        return fail(str(error))
    say(f"Restored what was there at {done.made_at}: {done.rows} rows, {done.files} files.")
    for table in done.differences:
        say(f"  {table} does not have as many rows as the backup counted")
    say("Start it with ./huiliu up.")
    return 1 if done.differences else 0
