"""Making a backup of the configured Huiliu, and putting one back."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from zipfile import ZipFile

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from huiliu.server.backup import archive, database_copy
from huiliu.server.backup.archive import Manifest
from huiliu.server.backup.words import BackupError

__all__ = ["BackupError", "Restored", "make", "restore"]


@dataclass(frozen=True)
class Restored:
    """``differences``: tables whose number of rows is not what the backup counted."""

    rows: int
    files: int
    made_at: str
    differences: tuple[str, ...]


def make(file: Path) -> tuple[int, int]:
    """Rows and files in it. Huiliu may be running; what is written meanwhile is not in it."""
    if file.exists():
        raise BackupError("exists", file=str(file))
    data = Path(settings.DATA_DIR)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix="huiliu-backup-") as folder:
        copy = Path(folder, database_copy.member())
        rows = database_copy.copy_to(copy)
        manifest = Manifest(
            format=archive.FORMAT,
            release=version("huiliu"),
            database=connection.vendor,
            made_at=timezone.now().isoformat(timespec="seconds"),
            demo=_demo_file().read_text().strip() if _demo_file().is_file() else "no",
            migrations=sorted(".".join(one) for one in _loader().applied_migrations),
            rows=rows,
        )
        files = archive.write(file, manifest, copy, data / "files")
    return sum(rows.values()), files


def restore(file: Path, *, replace: bool = False) -> Restored:
    """Refuses before it touches anything; afterwards the database is the backup's, brought up to
    this release."""
    with archive.opened(file) as (manifest, found):
        _require_fitting(file, manifest)
        if not replace and not database_copy.is_empty():
            raise BackupError("not_empty")
        if database_copy.others():
            raise BackupError("running")
        return _put_back(manifest, found)


def _put_back(manifest: Manifest, found: ZipFile) -> Restored:
    data = Path(settings.DATA_DIR)
    copy = archive.extract(found, database_copy.member(), data)
    try:
        files = archive.put_files(found, data)
        database_copy.put_back(copy)
    finally:
        copy.unlink(missing_ok=True)
    rows = database_copy.rows()
    differences = tuple(t for t, count in manifest.rows.items() if rows.get(t) != count)
    _demo_file().write_text(f"{manifest.demo}\n")
    call_command("migrate", interactive=False, verbosity=0)
    return Restored(sum(rows.values()), files, manifest.made_at, differences)


def _require_fitting(file: Path, manifest: Manifest) -> None:
    if manifest.database != connection.vendor:
        names = {"made": manifest.database, "here": connection.vendor}
        raise BackupError("other_database", file=str(file), **names)
    known = {".".join(one) for one in _loader().disk_migrations}
    if not known.issuperset(manifest.migrations):
        raise BackupError("newer", file=str(file), release=manifest.release)


def _loader() -> MigrationLoader:
    return MigrationLoader(connection)


def _demo_file() -> Path:
    return Path(settings.DATA_DIR) / "demo"
