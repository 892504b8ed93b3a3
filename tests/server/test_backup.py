"""A backup is made while Huiliu runs, and what is put back is what was there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.support.company import Company, goods
from tests.support.live import ROOT, LiveServer, migrated, new_server

pytestmark = pytest.mark.slow


@pytest.fixture
def server(tmp_path: Path) -> Iterator[LiveServer]:
    (tmp_path / "first").mkdir()
    with new_server(tmp_path / "first", like=migrated()) as server:
        yield server


@pytest.fixture
def company(server: LiveServer) -> Company:
    company = Company(**json.loads(server.tell("tests.faults.company")))
    server.start("--no-demo")
    with office(server, company) as http:
        _buy(http, company)
    return company


def office(server: LiveServer, company: Company) -> httpx.Client:
    headers = {"Authorization": f"Bearer {company.clerk}"}
    return httpx.Client(base_url=f"{server.url}/api/v1", headers=headers, trust_env=False)


def _buy(http: httpx.Client, company: Company) -> None:
    path = f"/apps/{company.app}/forms/receipt/records"
    body = {"values": goods(company.cup, 5), "submit": True}
    assert http.post(path, json=body).status_code == 201


def seen(server: LiveServer, company: Company) -> object:
    """Receipts and stock, as the clerk sees them."""
    with office(server, company) as http:
        path = f"/apps/{company.app}/forms/receipt/records/query"
        balances = http.get(f"/apps/{company.app}/ledgers/stock/balances").json()
        return http.post(path, json={"limit": 100}).json()["items"], balances["items"]


def command(server: LiveServer, *words: str, data: Path | None = None) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-m", "huiliu.server.cli", *words, "--data", str(data or server.data)],
        env=server.environment, cwd=ROOT, text=True, capture_output=True,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_what_was_there_comes_back(server: LiveServer, company: Company, tmp_path: Path) -> None:
    upload = server.data / "files" / "ab" / ("ab" * 32)
    upload.parent.mkdir(parents=True)
    upload.write_bytes(b"a photograph")
    before, file = seen(server, company), tmp_path / "huiliu.backup"
    code, said = command(server, "backup", str(file))
    assert code == 0, said
    assert "1 uploaded files" in said
    assert file.stat().st_mode & 0o777 == 0o600
    key = (server.data / "secret-key").read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert not [n for n in archive.namelist() if key in archive.read(n)]
    with office(server, company) as http:
        _buy(http, company)
    assert seen(server, company) != before
    code, said = command(server, "restore", str(file), "--replace")
    assert (code, "running" in said) == (1, True), "it must not be put back under a running server"
    assert seen(server, company) != before
    server.stop()
    upload.unlink()
    code, said = command(server, "restore", str(file))
    assert (code, "--replace throws it away" in said) == (1, True)
    code, said = command(server, "restore", str(file), "--replace")
    assert code == 0, said
    assert upload.read_bytes() == b"a photograph"
    server.start()
    assert seen(server, company) == before
    with office(server, company) as http:
        _buy(http, company)
    assert "as they were published" in server.tell("huiliu.server.cli", "storage-check")


def test_a_backup_never_overwrites_a_file(server: LiveServer, tmp_path: Path) -> None:
    server.start("--no-demo")
    file = tmp_path / "kept"
    file.write_text("mine")
    code, said = command(server, "backup", str(file))
    assert (code, "exists already" in said, file.read_text()) == (1, True, "mine")
    assert [p.name for p in tmp_path.iterdir() if "kept" in p.name] == ["kept"]


@pytest.mark.embedded_only  # Looked at before the database is.
def test_a_damaged_or_foreign_file_changes_nothing(
    server: LiveServer, company: Company, tmp_path: Path
) -> None:
    file, damaged, foreign = (tmp_path / name for name in ("a", "b", "c"))
    assert command(server, "backup", str(file))[0] == 0
    before = seen(server, company)
    server.stop()
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 255
    damaged.write_bytes(whole)
    with zipfile.ZipFile(foreign, "w") as archive:
        archive.writestr("readme.txt", "hello")
    newer = _changed(file, tmp_path / "d", migrations=["form_engine.9999_from_the_future"])
    other = _changed(file, tmp_path / "e", database="oracle")
    for broken, words in (
        (damaged, "is damaged"),
        (foreign, "is not a backup"),
        (newer, "made by a newer release"),
        (other, "was made on oracle"),
        (tmp_path / "missing", "is not a backup"),
    ):
        code, said = command(server, "restore", str(broken), "--replace")
        assert (code, words in said) == (1, True), said
        assert not re.search("Traceback", said)
    server.start()
    assert seen(server, company) == before


def _changed(file: Path, target: Path, **manifest: object) -> Path:
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "huiliu.json":
                content = json.dumps({**json.loads(content), **manifest}).encode()
            new.writestr(name, content)
    return target


@pytest.mark.embedded_only
def test_it_moves_to_another_machine(server: LiveServer, company: Company, tmp_path: Path) -> None:
    before, file = seen(server, company), tmp_path / "moved"
    assert command(server, "backup", str(file))[0] == 0
    with new_server(tmp_path / "second") as second:
        code, said = command(second, "restore", str(file))
        assert code == 0, said
        second.start()
        assert seen(second, company) == before
        log = second.log.read_text(encoding="utf-8")
        assert "First administrator" not in log
        assert "Demo company" not in log
    assert (tmp_path / "second" / "secret-key").read_text() != (
        server.data / "secret-key"
    ).read_text()
