"""``./huiliu backup FILE``: everything in one file, also while Huiliu runs."""

from __future__ import annotations

import argparse
from pathlib import Path

from huiliu.server.cli.places import fail, load_django, say, use_data


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./huiliu backup", description=__doc__)
    parser.add_argument("file", type=Path, help="a file that does not exist yet")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    data = use_data(options.data)
    load_django()
    from huiliu.server.backup import api as backup

    file = options.file.resolve()
    if not file.parent.is_dir():
        return fail(f"there is no folder {file.parent}.")
    try:
        rows, files = backup.make(file)
    except backup.BackupError as error:
        return fail(str(error))
    size = file.stat().st_size / 1024 / 1024
    say(f"{file}: {rows} rows, {files} uploaded files, {size:.1f} MB.")
    say("Keep it as safe as the data: it holds all of it but the secret key. Where it is restored")
    say(f"without {data / 'secret-key'}, passwords of webhooks and the like are entered anew.")
    return 0
