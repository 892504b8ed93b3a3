"""Uploaded files: kept once per content, told apart by their bytes, private to who may see them."""

from __future__ import annotations

import hashlib
import os
import tempfile
import unicodedata
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from django.conf import settings

from form_engine.file_types import sniff
from form_engine.models import StoredFile
from form_engine.uid import new_uid
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import TooLarge

MOST_BYTES = 100 * 1024 * 1024
_CHUNK = 1024 * 1024


def store_file(app: AppRef, actor: Actor, name: str, content: BinaryIO) -> StoredFile:
    """Takes the bytes in once, whatever their declared type; refuses more than 100 MB."""
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as incoming:
        temporary = Path(incoming.name)
        try:
            size, digest, head = _receive(content, incoming)
            os.fsync(incoming.fileno())
            _keep(temporary, digest)
        finally:
            temporary.unlink(missing_ok=True)
    return StoredFile.objects.create(
        uid=new_uid(),
        workspace_id=app.workspace_id,
        app_id=app.id,
        name=_safe_name(name),
        size=size,
        type=sniff(head),
        sha256=digest,
        uploaded_by=actor.member_id,
        uploaded_at=ports.clock().now(),
    )


def path_of(file: StoredFile) -> Path:
    return _path(file.sha256)


def as_json(file: StoredFile) -> dict[str, Any]:
    return {"id": file.uid, "name": file.name, "size": file.size, "type": file.type}


def files_for(
    app: AppRef, actor: Actor, uids: Collection[str], *, everything: bool = False
) -> Mapping[str, Mapping[str, Any]]:
    """Those a member may attach: their own uploads in this app. What a record has already, it
    keeps without asking."""
    files = StoredFile.objects.filter(uid__in=list(uids), app_id=app.id)
    if not everything:
        files = files.filter(uploaded_by=actor.member_id)
    return {file.uid: as_json(file) for file in files}


def _receive(content: BinaryIO, into: Any) -> tuple[int, str, bytes]:
    size, digest, head = 0, hashlib.sha256(), b""
    while chunk := content.read(_CHUNK):
        head = head or chunk[:512]
        size += len(chunk)
        if size > MOST_BYTES:
            raise TooLarge(limit=f"{MOST_BYTES // _CHUNK} MB")
        digest.update(chunk)
        into.write(chunk)
    into.flush()
    return size, digest.hexdigest(), head


def _keep(temporary: Path, digest: str) -> None:
    final = _path(digest)
    if not final.exists():
        final.parent.mkdir(parents=True, exist_ok=True)
        temporary.replace(final)


def _folder() -> Path:
    return Path(settings.DATA_DIR) / "files"


def _path(digest: str) -> Path:
    return _folder() / digest[:2] / digest[2:4] / digest


def _safe_name(name: str) -> str:
    """The last part of a path, without control characters: shown, never used as a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(char for char in last if unicodedata.category(char)[0] != "C")
    return kept.strip()[-255:] or "file"
