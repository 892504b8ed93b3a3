"""Production on several machines: one serves the web, another does the jobs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from tests.support.company import Company, goods
from tests.support.live import ROOT, LiveServer, migrated, new_server

pytestmark = [
    pytest.mark.slow,
    pytest.mark.production_only,
]


def test_a_worker_alone_does_what_the_web_alone_promises(tmp_path: Path) -> None:
    redis = os.environ["HUILIU_TEST_REDIS_URL"]
    with new_server(tmp_path, like=migrated(), HUILIU_REDIS_URL=redis) as server:
        company = Company(**json.loads(server.tell("tests.faults.company")))
        server.tell("huiliu.server.cli", "up", "--no-build", "--no-demo", "--prepare-only")
        server.start("--web-only", command="serve")
        buy(server, company)
        assert audit(server)["jobs_left"] > 0, "the web does no jobs"
        with worker(server):
            buy(
                server, company
            )  # a message of its own; the one before may have been sent to nobody
            found = audit(server, "drained")
    assert (found["jobs_left"], found["jobs_lost"], len(found["told"])) == (0, 0, 2)


@contextmanager
def worker(server: LiveServer) -> Iterator[None]:
    words = [sys.executable, "-m", "huiliu.server.cli", "worker", "--data", str(server.data)]
    with server.log.open("ab") as log:
        process = subprocess.Popen(
            words, cwd=ROOT, env=server.environment, stdout=log, stderr=log, start_new_session=True
        )
    try:
        yield
    finally:
        process.terminate()
        assert process.wait(20) == 0


def buy(server: LiveServer, company: Company) -> None:
    headers = {"Authorization": f"Bearer {company.clerk}"}
    path = f"{server.url}/api/v1/apps/{company.app}/forms/receipt/records"
    body = {"values": {"note": "x", **goods(company.cup, 1)}, "submit": True}
    answer = httpx.post(path, json=body, headers=headers, timeout=30, trust_env=False)
    assert answer.status_code == 201, answer.text


def audit(server: LiveServer, *when: str) -> dict[str, int]:
    found: dict[str, int] = json.loads(server.tell("tests.faults.audit", *when))
    return found
