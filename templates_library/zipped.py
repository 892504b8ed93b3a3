"""A bundle that somebody sent as a zip: read with suspicion, and only into memory."""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson

from huiliu.core.errors import HuiliuError, TooLarge
from templates_library.bundle import BundleDocument
from templates_library.catalog import Template

MEGABYTE = 1024 * 1024
MOST_FILES, MOST_BYTES_OF_ONE, MOST_BYTES = 2_000, 2 * MEGABYTE, 40 * MEGABYTE
_PATH = re.compile(r"[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*\.json")
_BROKEN = (
    zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError,
    ValueError,
)  # fmt: skip


class BadBundle(HuiliuError):
    code, status = "bad_bundle", 422
    words = {
        "zh-CN": "这不是可用的应用包：{reason}",
        "en": "This is not a bundle that can be used: {reason}",
    }


@dataclass(frozen=True)
class Archive:
    """The JSON files of a zip, by path."""

    contents: dict[str, bytes]

    def read(self, path: str) -> Any:
        content = self.contents.get(path)
        if content is None or b"\\u0000" in content:
            raise BadBundle(reason=path)
        try:
            found = orjson.loads(content)
        except orjson.JSONDecodeError as error:
            raise BadBundle(reason=f"{path}: {error}") from None
        if not all(isinstance(one, dict) for one in _parts(found)):
            raise BadBundle(reason=path)
        return found


def _parts(found: Any) -> list[Any]:
    """A file holds one object, or a list of them."""
    return found if isinstance(found, list) else [found]


def template_of(content: BinaryIO) -> Template:
    """Raises BadBundle, InvalidDocument for a bundle.json that is not one, and TooLarge."""
    archive = Archive(_contents(content))
    return Template(archive, BundleDocument.parse(archive.read("bundle.json")))


def _contents(content: BinaryIO) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(content) as archive:
            return _read_all(archive)
    except _BROKEN as error:
        raise BadBundle(reason=type(error).__name__) from None


def _read_all(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_FILES:
        raise TooLarge(limit=str(MOST_FILES))
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for entry in entries:
        if not _PATH.fullmatch(entry.filename) or entry.filename in found:
            raise BadBundle(reason=entry.filename[:100])
        found[entry.filename] = _read(archive, entry, min(left, MOST_BYTES_OF_ONE))
        left -= len(found[entry.filename])
    return found


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Whatever its header says, no more than ``most`` is ever unpacked."""
    with archive.open(entry) as file:
        content = file.read(most + 1)
    if len(content) > most:
        raise TooLarge(limit=f"{MOST_BYTES_OF_ONE // MEGABYTE} MB")
    return content
