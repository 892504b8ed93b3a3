"""The file itself: a zip with ``huiliu.json``, the copy of the database, and the uploaded files.

The secret key is not in it: whoever gets hold of a backup cannot forge a session with it."""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from huiliu.server.backup.words import BackupError

FORMAT = 1
MANIFEST = "huiliu.json"
_FILE = re.compile(r"files/(?:[0-9a-f]+/)*[0-9a-f]{64}")


@dataclass(frozen=True)
class Manifest:
    """``rows`` by table; ``migrations`` as ``app.name``; ``demo``: what the
    file of that name says about demo people."""

    format: int
    release: str
    database: str
    made_at: str
    demo: str
    migrations: list[str]
    rows: Mapping[str, int]


def write(file: Path, manifest: Manifest, database: Path, files: Path) -> int:
    """Under a name of its own until it is whole; how many uploaded files are in it."""
    unfinished = file.with_name(f"{file.name}.part")
    handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
                archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
                archive.write(database, database.name)
                count = sum(_added(archive, path, files) for path in _uploaded(files))
            out.flush()
            os.fsync(out.fileno())
        os.replace(unfinished, file)
    finally:
        unfinished.unlink(missing_ok=True)
    return count


@contextmanager
def opened(file: Path) -> Iterator[tuple[Manifest, zipfile.ZipFile]]:
    """Checked from the first byte to the last before anybody relies on it."""
    try:
        with zipfile.ZipFile(file) as archive:
            if archive.testzip() is not None:
                raise BackupError("damaged", file=str(file))
            yield _manifest(file, archive), archive
    except (zipfile.BadZipFile, OSError) as error:
        if isinstance(error, OSError) and not file.is_file():
            raise BackupError("not_a_backup", file=str(file)) from error
        raise BackupError("damaged", file=str(file)) from error


def extract(archive: zipfile.ZipFile, name: str, folder: Path) -> Path:
    """One member, in the folder, under a temporary name."""
    handle, path = tempfile.mkstemp(dir=folder, prefix="restore-")
    with os.fdopen(handle, "wb") as out, archive.open(name) as source:
        shutil.copyfileobj(source, out)
        out.flush()
        os.fsync(out.fileno())
    return Path(path)


def put_files(archive: zipfile.ZipFile, data: Path) -> int:
    """A file is named by its content, so one that is there already is the same."""
    count = 0
    for name in archive.namelist():
        if not _FILE.fullmatch(name):
            continue
        target = data.joinpath(*PurePosixPath(name).parts)
        if not target.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(extract(archive, name, target.parent), target)
        count += 1
    return count


def _manifest(file: Path, archive: zipfile.ZipFile) -> Manifest:
    try:
        found: dict[str, Any] = json.loads(archive.read(MANIFEST))
        if found["format"] != FORMAT:
            raise BackupError("newer", file=str(file), release=str(found["release"]))
        return Manifest(**found)
    except (KeyError, ValueError, TypeError) as error:
        raise BackupError("not_a_backup", file=str(file)) from error


def _uploaded(files: Path) -> Iterator[Path]:
    return (path for path in sorted(files.rglob("*")) if path.is_file())


def _added(archive: zipfile.ZipFile, path: Path, files: Path) -> bool:
    name = f"files/{path.relative_to(files).as_posix()}"
    if not _FILE.fullmatch(name):
        return False
    try:
        archive.write(path, name)
    except FileNotFoundError:  # thrown away meanwhile, with its last record
        return False
    return True
