"""Long work over the API: how far it is, stopping it, and kill -9 in the middle of it."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from tests.support.live import LiveServer, migrated, new_server

pytestmark = pytest.mark.slow
WAIT_SECONDS = 240.0
KEY = """
from huiliu.core import ports
from huiliu.org import api as org
org.make_first_administrator()
workspace = org.Workspace.objects.get().pk
admin = ports.org().actor(ports.org().administrators(workspace)[0])
print(org.keys.make(admin, "tests")[1])
"""
SAMPLES = """
import json
from templates_library.api import get_template
from templates_library.models import SampleRecord
template = get_template("jxc")
paths = [path for path in template.bundle.install if path.startswith("data/")]
every_companys = {one["key"] for path in paths for one in template.read(path)["records"]}
made = SampleRecord.objects.exclude(key__in=every_companys)
print(json.dumps(list(made.values_list("key", flat=True))))
"""
Json = dict[str, Any]


class Desk:
    """The administrator's, on a server without an app."""

    def __init__(self, server: LiveServer) -> None:
        key = server.tell("huiliu.server.cli", "manage", "shell", "-v0", "-c", KEY).strip()
        server.start("--no-demo")
        headers = {"Authorization": f"Bearer {key}"}
        self.http = httpx.Client(
            base_url=f"{server.url}/api/v1", headers=headers, timeout=30, trust_env=False
        )

    def install(self) -> str:
        answer = self.http.post("/templates/jxc/install", json={"sample_data": True})
        assert answer.status_code == 200, answer.text
        return str(answer.json()["job"])

    def job(self, job: str) -> Json:
        found: Json = self.http.get(f"/jobs/{job}").json()
        return found

    def until(self, job: str, holds: Callable[[Json], bool]) -> Json:
        deadline, pause = time.monotonic() + WAIT_SECONDS, threading.Event()
        while not holds(found := self.job(job)):
            assert time.monotonic() < deadline, found
            pause.wait(0.1)
        return found


@pytest.fixture
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    redis = os.environ.get("HUILIU_TEST_REDIS_URL", "")
    large = {"HUILIU_REDIS_URL": redis} if os.environ.get("HUILIU_DATABASE_URL") else {}
    with new_server(tmp_path_factory.mktemp("jobs"), like=migrated(), **large) as server:
        yield server


def test_a_killed_job_goes_on_where_it_was_and_says_how_far(server: LiveServer) -> None:
    desk = Desk(server)
    with desk.http:
        job = desk.install()
        early = desk.until(job, lambda found: found["progress"] > 10)
        assert early["state"] == "running"
        assert early["progress"] < early["total"]
        server.kill()
        server.start("--no-demo")
        done = desk.until(job, lambda found: found["state"] not in ("queued", "running"))
    assert (done["state"], done["progress"], done["result"]) == (
        "done",
        done["total"],
        {"app": "jxc"},
    )
    made = json.loads(server.tell("huiliu.server.cli", "manage", "shell", "-v0", "-c", SAMPLES))
    assert len(made) == len(set(made))
    assert len(made) == done["total"]


@pytest.mark.embedded_only  # A stop is a row of the database, however many processes there are.
def test_a_running_job_is_stopped_over_the_api(server: LiveServer) -> None:
    desk = Desk(server)
    with desk.http:
        job = desk.install()
        desk.until(job, lambda found: found["progress"] > 10)
        assert desk.http.post(f"/jobs/{job}/cancel").status_code == 200
        ended = desk.until(job, lambda found: found["state"] != "running")
        assert ended["state"] == "cancelled"
        assert 0 < ended["progress"] < ended["total"]
        again = desk.http.post(f"/jobs/{job}/cancel")
        assert (again.status_code, again.json()["code"]) == (409, "STATUS_CONFLICT")
        assert desk.http.get("/jobs/99999").status_code == 404
