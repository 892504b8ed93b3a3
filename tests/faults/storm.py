"""Clients that submit documents while everything dies around them, and never give up.

Each document has an Idempotency-Key of its own; a client repeats it until it has an answer. Only
then does it count as acknowledged.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

import httpx

from tests.faults.company import document
from tests.support.company import Company
from tests.support.live import PLAIN

CLIENTS = 24
WAIT_SECONDS = 180.0
FIRST_PAUSE, LONGEST_PAUSE = 0.05, 0.8
"""Between two tries: what is away comes back sooner when nobody knocks all the time."""


@dataclass
class Storm:
    """``answers``: document number → public id. ``surprises``: other answers than ``excuses``."""

    url: str
    company: Company
    count: int
    excuses: frozenset[str] = frozenset({"in_flight"})
    answers: dict[int, str] = field(default_factory=dict)
    surprises: list[str] = field(default_factory=list)
    repeated: int = 0

    def __post_init__(self) -> None:
        self._change = threading.Condition()
        self._next = iter(range(self.count))
        self._calm = threading.Event()
        self._calm.set()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._client, daemon=True) for _ in range(CLIENTS)]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def at(self, acknowledged: int, act: Callable[[], None]) -> None:
        """``act`` in the middle of the storm, as soon as so many are acknowledged."""
        with self._change:
            reached = self._change.wait_for(lambda: len(self.answers) >= acknowledged, WAIT_SECONDS)
        self._calm.clear()
        try:
            assert reached, f"{len(self.answers)} of {acknowledged}; {self.surprises[:3]}"
            act()
        except BaseException:
            self._stop.set()  # nobody goes on posting to a test that has failed
            raise
        finally:
            self._calm.set()

    def end(self) -> None:
        """Waits until every document is acknowledged, not longer for many clients than for one."""
        deadline = time.monotonic() + WAIT_SECONDS
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))
        self._stop.set()
        assert len(self.answers) == self.count, self.surprises[:3]

    def form_of(self, number: int) -> str:
        return "receipt" if number % 2 == 0 else "delivery"

    def post(self, http: httpx.Client, number: int) -> httpx.Response:
        return http.post(
            f"/apps/{self.company.app}/forms/{self.form_of(number)}/records",
            json={"values": document(self.company.cup, number), "submit": True},
            headers={"Idempotency-Key": f"storm-{number}"},
        )

    def open(self) -> httpx.Client:
        return httpx.Client(
            base_url=f"{self.url}/api/v1",
            headers={"Authorization": f"Bearer {self.company.clerk}"},
            timeout=30,
            verify=PLAIN,
            trust_env=False,
        )

    def _client(self) -> None:
        with self.open() as http:
            while not self._stop.is_set() and (number := self._take()) is not None:
                pause = FIRST_PAUSE
                while not self._stop.is_set() and not self._acknowledged(http, number):
                    self.repeated += 1
                    self._calm.wait(WAIT_SECONDS)
                    self._stop.wait(pause)
                    pause = min(2 * pause, LONGEST_PAUSE)

    def _take(self) -> int | None:
        with self._change:
            return next(self._next, None)

    def _acknowledged(self, http: httpx.Client, number: int) -> bool:
        try:
            response = self.post(http, number)
        except httpx.TransportError:
            return False
        if response.status_code == 201:
            with self._change:
                self.answers[number] = response.json()["id"]
                self._change.notify_all()
            return True
        if response.status_code < 400 or response.json()["code"] not in self.excuses:
            self.surprises.append(f"{number}: {response.status_code} {response.text[:200]}")
        return False
