"""``./huiliu up`` as a newcomer meets it: what it asks, says, makes, and refuses."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from huiliu.server.cli import first_start
from tests.support.live import ROOT, LiveServer, new_server

# What is said does not depend on the database.
pytestmark = pytest.mark.embedded_only


@pytest.fixture(scope="module")
def first_start_said(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A data folder as the first start leaves it, and what that start said."""
    data = tmp_path_factory.mktemp("prepared")
    code, said = prepare(data)
    assert code == 0, said
    return data, said


@pytest.fixture
def prepared(first_start_said: tuple[Path, str], tmp_path: Path) -> Path:
    """A copy of it."""
    copy = tmp_path / "data"
    shutil.copytree(first_start_said[0], copy)
    return copy


@pytest.fixture
def server(prepared: Path) -> Iterator[LiveServer]:
    """On the prepared data; not started yet."""
    with new_server(prepared) as server:
        yield server


def up(data: Path, *words: str, command: str = "up", **environment: str) -> tuple[int, str]:
    """Its exit code and all that it said; for commands that end by themselves."""
    done = subprocess.run(
        [sys.executable, "-m", "huiliu.server.cli", command, "--data", str(data), *words],
        cwd=ROOT, env=_environment(environment), stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60,
    )  # fmt: skip
    return done.returncode, done.stdout


def prepare(data: Path, **environment: str) -> tuple[int, str]:
    words = ("--no-build", "--no-demo", "--prepare-only", "--port", "0")
    return up(data, *words, **environment)


def _environment(more: dict[str, str]) -> dict[str, str]:
    paths = f"{ROOT}{os.pathsep}{ROOT / 'platform' / 'backend'}"
    return {**os.environ, "PYTHONPATH": paths, **more}


def test_it_tells_what_to_open_and_whom_to_be(
    server: LiveServer, first_start_said: tuple[Path, str]
) -> None:
    """The first password is said once, opens the door, and is written down nowhere."""
    (password,) = re.findall(r"First administrator: admin / (\S+)", first_start_said[1])
    server.start()
    assert sign_in(server, password) == 200
    said = server.log.read_text(encoding="utf-8")
    assert f"runs at {server.url}" in said
    assert "First administrator" not in said
    server.stop()
    kept = [path for path in server.data.rglob("*") if path.is_file()]
    assert not [path for path in kept if password.encode() in path.read_bytes()]


def test_the_secret_key_is_made_here_and_only_its_owner_reads_it(
    first_start_said: tuple[Path, str], prepared: Path, tmp_path: Path
) -> None:
    file = first_start_said[0] / "secret-key"
    key = file.read_text()
    assert file.stat().st_mode & 0o777 == 0o600
    assert len(key) >= 60
    assert key not in first_start_said[1]
    first_start.make_secret_key(prepared)
    assert (prepared / "secret-key").read_text() == key
    first_start.make_secret_key(tmp_path)
    assert (tmp_path / "secret-key").read_text() != key


def sign_in(server: LiveServer, password: str) -> int:
    with httpx.Client(base_url=f"{server.url}/api/v1", trust_env=False) as browser:
        csrf = {"X-CSRFToken": browser.get("/session").json()["csrf"]}
        body = {"login": "admin", "password": password}
        return browser.post("/auth/login", json=body, headers=csrf).status_code


@pytest.mark.parametrize(("answer", "kept"), [("n", "no"), ("否", "no"), ("", "yes"), ("y", "yes")])
def test_on_a_terminal_the_demo_is_asked_for(tmp_path: Path, answer: str, kept: str) -> None:
    """The real question on a real terminal; the answer stays for the next start."""
    ours, theirs = pty.openpty()
    program = (
        "from pathlib import Path; from huiliu.server.cli import first_start, up;"
        f"first_start.demo_wanted(Path({str(tmp_path)!r}), None, ask=up._ask)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], env=_environment({}), cwd=ROOT,
        stdin=theirs, stdout=theirs, stderr=theirs,
    ) as asking:  # fmt: skip
        os.close(theirs)
        said = b""
        while b"[Y/n]" not in said:
            said += os.read(ours, 1000)
        os.write(ours, f"{answer}\n".encode())
        assert asking.wait(20) == 0
    os.close(ours)
    assert (tmp_path / "demo").read_text().strip() == kept


def test_without_a_terminal_the_demo_comes_and_a_choice_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from huiliu.server.cli import up as command

    monkeypatch.setenv("HUILIU_DEMO", "")
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    ask = command._ask
    assert first_start.demo_wanted(tmp_path, None, ask=ask) is True
    assert first_start.demo_wanted(tmp_path, False, ask=ask) is False
    assert first_start.demo_wanted(tmp_path, None, ask=ask) is False


def test_a_busy_port_is_named_before_anything_long_begins(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, said = up(tmp_path, "--demo", "--port", str(port))
    assert code == 1
    assert said == f"huiliu: port {port} is taken. Choose another with --port.\n"
    assert not (tmp_path / "huiliu.sqlite3").exists()


def test_a_database_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    url = "postgres://huiliu:olive-kettle@127.0.0.1:1/huiliu"
    code, said = up(tmp_path, "--no-build", "--no-demo", "--port", "0", HUILIU_DATABASE_URL=url)
    assert code == 1
    assert "huiliu: the database of HUILIU_DATABASE_URL cannot be reached: " in said
    assert "Traceback" not in said
    assert "olive-kettle" not in said


def test_a_second_one_on_the_same_data_is_refused(server: LiveServer) -> None:
    server.start()
    code, said = up(server.data, "--no-build", "--no-demo", "--port", "0")
    assert code == 1
    assert f"another Huiliu already runs on {server.data}" in said


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"HUILIU_PROCESSES": "2"}, "more than one process needs PostgreSQL and Redis"),
        ({"HUILIU_REDIS_URL": "redis://127.0.0.1:1/0"}, "which SQLite cannot serve"),
    ],
)
def test_what_would_lose_messages_or_data_is_refused(
    tmp_path: Path, environment: dict[str, str], words: str
) -> None:
    code, said = up(tmp_path, "--no-build", "--no-demo", "--port", "0", **environment)
    assert (code, words in said) == (1, True), said
    assert not (tmp_path / "huiliu.sqlite3").exists()


def test_serving_without_a_secret_key_is_refused(tmp_path: Path) -> None:
    code, said = up(tmp_path, command="serve")
    assert (code, "no secret key" in said) == (1, True)


def test_a_worker_without_redis_is_refused(tmp_path: Path) -> None:
    code, said = up(tmp_path, command="worker")
    assert (code, "a worker needs HUILIU_REDIS_URL" in said) == (1, True)


def test_what_is_prepared_can_be_served_alone_and_says_that_it_is_well(server: LiveServer) -> None:
    server.start(command="serve")
    with httpx.Client(base_url=server.url, trust_env=False) as http:
        assert http.get("/healthz").json() == {"status": "ok"}
        ready = http.get("/readyz")
    assert (ready.status_code, ready.json()) == (
        200,
        {"status": "ok", "database": "ok", "runner": "ok", "tables": "ok"},
    )


def test_a_forgotten_password_is_set_at_the_machine(server: LiveServer) -> None:
    command = [sys.executable, "-m", "huiliu.server.cli", "password", "--data", str(server.data)]
    for login, code in (("nobody", 1), ("admin", 0)):
        done = subprocess.run(
            [*command, login], input="copper-teapot-7\n", text=True, capture_output=True,
            cwd=ROOT, env=_environment({}),
        )  # fmt: skip
        assert done.returncode == code, done.stderr
        assert "copper" not in done.stdout + done.stderr
    server.start()
    assert sign_in(server, "copper-teapot-7") == 200


def test_the_words_of_the_help_are_commands() -> None:
    """Whatever ``./huiliu help`` names exists, and explains itself."""
    said = subprocess.run([str(ROOT / "huiliu")], capture_output=True, text=True, cwd="/").stdout
    named = set(re.findall(r"(?:\./huiliu|;) ([a-z][a-z-]+)", said))
    assert {"up", "test", "check", "serve", "backup", "restore", "password"} <= named
    from huiliu.server.cli.__main__ import COMMANDS

    assert named | {"worker", "storage-check"} <= set(COMMANDS)
    for name in COMMANDS:
        module = ROOT / "platform/backend/huiliu/server/cli" / f"{name.replace('-', '_')}.py"
        assert module.is_file(), name
