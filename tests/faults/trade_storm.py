"""People at work on the installed template, all at once: they receive, deliver, move, send back,
date back and un-approve, whatever comes to their minds. ``python -m tests.faults.trade_storm``
makes the company if need be, lets them work, and prints what came of it and what does not hold.

    python -m tests.faults.trade_storm --clients 16 --seconds 60 --seed 7

on the database of ``HUILIU_DATABASE_URL``, or on SQLite in ``HUILIU_DATA``. ``--acts`` ends a
client after so many; ``--processes`` spreads the clients over several (PostgreSQL only), and
``--kill`` ends one of them with SIGKILL after each so many acts and puts another in its place.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

PRODUCTS, WAREHOUSES, PIECES = 6, 3, 40
DAYS = 20
REFUSALS = frozenset({
    "NEGATIVE_STOCK", "NEGATIVE_STOCK_HISTORY", "INSUFFICIENT_AVAILABLE", "HAS_DOWNSTREAM",
    "RETURN_BEFORE_SOURCE", "DELIVERY_BEFORE_ORDER", "OVER_DELIVERY", "OVER_RETURN",
    "OVER_TRANSFER_RECEIPT", "SOURCE_NOT_APPROVED", "SOURCE_NOT_POSTED", "CREDIT_LIMIT",
    "OVER_APPLY", "nothing_open", "STATUS_CONFLICT", "stale_revision", "PERIOD_CLOSED",
})  # fmt: skip
"""What may be said to somebody who came too late, or wants what is not there."""


def main(arguments: list[str]) -> None:
    options = _options(arguments)
    if options.worker:
        work(options, _say)
        return
    _load()
    from tests.support.jxc_company import Company

    Company.prepared(PRODUCTS, WAREHOUSES, PIECES)
    seen: Counter[str] = Counter()
    if options.processes > 1:
        Processes(options, seen).run()
    else:
        work(options, lambda word: _note(seen, word, aloud=options.aloud))
    from tests.faults import trade_checks

    found = {
        "seen": +seen,
        "deadlocks": trade_checks.deadlocks(),
        "broken": trade_checks.broken(Company.here()),
    }
    print(json.dumps(found), flush=True)


def _note(seen: Counter[str], word: str, *, aloud: bool) -> None:
    with _noting:
        seen[word] += 1
        if aloud:
            print(word, file=sys.stderr, flush=True)


_noting = threading.Lock()


def _say(word: str) -> None:
    """A line that no other client's runs into."""
    with _noting:
        print(word, flush=True)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clients", type=int, default=16)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--kill", type=int, default=0, help="acts between two kills")
    parser.add_argument("--kills", type=int, default=10**6, help="how many at most")
    parser.add_argument("--acts", type=int, default=10**9, help="of each client")
    parser.add_argument("--aloud", action="store_true", help="tell each act to standard error")
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def _load() -> None:
    from huiliu.server.cli.places import load_django

    load_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)


def work(options: argparse.Namespace, tell: Callable[[str], None]) -> None:
    """The clients of this process, each in a thread of its own. ``tell``: what came of an act."""
    from huiliu.server.cli.places import load_django

    load_django()
    from tests.support.jxc_company import Company

    company = Company.here()
    ids = company.known()
    ends, done = time.monotonic() + options.seconds, Done()
    clerks = [
        Clerk(company, ids, random.Random(f"{options.seed}-{number}"), done, tell)
        for number in range(options.clients // options.processes)
    ]
    threads = [threading.Thread(target=one.work, args=(ends, options.acts)) for one in clerks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Processes:
    """Clients in several processes; what they tell is counted here, also of those that die."""

    def __init__(self, options: argparse.Namespace, seen: Counter[str]) -> None:
        self.options, self.seen = options, seen
        self._ends = time.monotonic() + options.seconds
        self._chance = random.Random(options.seed)
        self._told = threading.Condition()
        self._acts = 0
        self._running: list[subprocess.Popen[str]] = []
        self._readers: list[threading.Thread] = []

    def run(self) -> None:
        for _ in range(self.options.processes):
            self._start()
        for kills in range(1, self.options.kills + 1):
            if not self.options.kill or not self._reached(kills * self.options.kill):
                break
            victim = self._running.pop(self._chance.randrange(len(self._running)))
            victim.send_signal(signal.SIGKILL)
            victim.wait()
            self.seen["killed"] += 1
            self._start()
        for reader in self._readers:
            reader.join()
        self.seen["a process failed"] += sum(one.wait() != 0 for one in self._running)

    def _reached(self, acts: int) -> bool:
        with self._told:
            left = self._ends - time.monotonic()
            return self._told.wait_for(lambda: self._acts >= acts, max(0.0, left))

    def _start(self) -> None:
        number = len(self._readers)
        left = max(1.0, self._ends - time.monotonic())
        words = [
            "--worker", "--clients", f"{self.options.clients}", "--seconds", f"{left}",
            "--acts", f"{self.options.acts}", "--processes", f"{self.options.processes}",
            "--seed", f"{self.options.seed * 1000 + number}",
        ]  # fmt: skip
        command = [sys.executable, "-m", "tests.faults.trade_storm", *words]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._running.append(process)
        self._readers.append(threading.Thread(target=self._read, args=(process,)))
        self._readers[-1].start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        for line in process.stdout:
            with self._told:
                self._acts += 1
                self.seen[line.strip()] += 1
                self._told.notify_all()


def _cut_off(error: Exception) -> str:
    """Whether the database went away: then somebody who waits a moment may go on. A deadlock, or
    a lock that never came, is none of that."""
    from django.db import InterfaceError, OperationalError, connection

    states = {getattr(one, "sqlstate", None) for one in (error, error.__cause__)}
    gone = states <= {None, "57P01", "57P02", "57P03"} and connection.vendor == "postgresql"
    if not isinstance(error, OperationalError | InterfaceError) or not gone:
        return ""
    connection.close()
    time.sleep(0.2)
    return "cut off"


@dataclass
class Done:
    """What was approved, by form; everybody may go on with it or take it back."""

    records: dict[str, list[Any]] = field(default_factory=dict)

    def add(self, record: Any) -> None:
        self.records.setdefault(record.form, []).append(record)

    def any(self, chance: random.Random, *forms: str) -> Any:
        found = [one for form in forms for one in self.records.get(form, ())[-40:]]
        return chance.choice(found) if found else None


@dataclass
class Clerk:
    company: Any
    ids: dict[str, Any]
    chance: random.Random
    done: Done
    tell: Callable[[str], None]

    def work(self, ends: float, acts: int) -> None:
        from django.db import connection

        may = (
            (self.receive, 4), (self.deliver, 6), (self.order, 3), (self.ship, 4), (self.move, 3),
            (self.send, 2), (self.arrive, 3), (self.bring_back, 2), (self.give_back, 1),
            (self.take_back, 6),
        )  # fmt: skip
        names, weights = zip(*may, strict=True)
        try:
            for _ in range(acts):
                if time.monotonic() >= ends:
                    break
                self._try(self.chance.choices(names, weights)[0])
        finally:
            connection.close()

    def _try(self, act: Callable[[], Any]) -> None:
        from huiliu.core.errors import HuiliuError

        try:
            word = "done" if act() else "nothing"
        except HuiliuError as error:
            code = error.wire_code
            word = code if code in REFUSALS else f"surprise {code}: {error} {error.fields}"[:300]
        except Exception as error:
            word = _cut_off(error) or f"surprise {type(error).__name__}: {error}"[:300]
        self.tell(f"{act.__name__} {word}".replace("\n", " "))

    # What they may do.

    def receive(self) -> bool:
        lines = [
            {**line, "price": self.chance.choice(("11.30", "9.04", "15.82", "10.07"))}
            for line in self._lines(1, 30)
        ]
        values = {"supplier": self.ids["supplier"], "lines": lines, **self._where_and_when()}
        return self._approved("purchase_receipt", "buyer", values, "purchase_manager", "boss")

    def deliver(self) -> bool:
        lines = [{**line, "price": "22.60"} for line in self._lines(1, 12)]
        values = {"customer": self.ids["customer"], "lines": lines, **self._where_and_when()}
        return self._approved("sales_delivery", "sales_manager", values)

    def order(self) -> bool:
        lines = [{**line, "price": "22.60"} for line in self._lines(2, 12)]
        values = {"customer": self.ids["customer"], "lines": lines, **self._where_and_when()}
        return self._approved("sales_order", "sales_manager", values, "sales_manager", "boss")

    def move(self) -> bool:
        values = {"mode": "one_step", **self._transfer()}
        return self._approved("transfer", "boss", values, "sales_manager", "boss", "finance")

    def send(self) -> bool:
        values = {"mode": "two_step", **self._transfer()}
        return self._approved("transfer", "boss", values, "sales_manager", "boss", "finance")

    def ship(self) -> bool:
        return self._pushed("sales_order", "sales_delivery.from_order", "boss")

    def arrive(self) -> bool:
        return self._pushed("transfer", "transfer_receipt.from_transfer", "boss")

    def bring_back(self) -> bool:
        more = {"reason": "quality", "refund": "offset"}
        return self._pushed("sales_delivery", "sales_return.from_delivery", "boss", **more)

    def give_back(self) -> bool:
        more = {"return_kind": "refund", "reason": "storm"}
        return self._pushed("purchase_receipt", "purchase_return.from_receipt", "boss", **more)

    def take_back(self) -> bool:
        found = self.done.any(self.chance, *self.done.records)
        if found is None:
            return False
        self.company.unapprove(found)
        return True

    def _pushed(self, source: str, link: str, login: str, **more: str) -> bool:
        """A part of what is open of the rows."""
        found = self.done.any(self.chance, source)
        if found is None:
            return False
        source_now = self.company.now(found)
        if source_now.state != "approved":
            return False
        rows = source_now.values["lines"]
        some = self.chance.sample(rows, self.chance.randint(1, len(rows)))
        wanted = {row["$row"]: self.chance.choice((None, "1", "2")) for row in some}
        draft = self.company.push(source_now, link, login, wanted, **more)
        return self._finished(self.company.submit(draft, login))

    def _approved(self, form: str, login: str, values: dict[str, Any], *others: str) -> bool:
        return self._finished(self.company.enter(form, login, values), *others)

    def _finished(self, record: Any, *others: str) -> bool:
        others = others or ("sales_manager", "purchase_manager", "finance", "boss")
        for _ in range(3):
            if record.state == "pending":
                self.company.approve(record, *others)
                record = self.company.now(record)
        if record.state == "approved":
            self.done.add(record)
        return bool(record.state == "approved")

    def _lines(self, least: int, most: int) -> list[dict[str, str]]:
        products = self.chance.sample(self.ids["products"], self.chance.randint(1, 3))
        return [{"product": one, "qty": str(self.chance.randint(least, most))} for one in products]

    def _where_and_when(self) -> dict[str, str]:
        return {"warehouse": self.chance.choice(self.ids["warehouses"]), "bill_date": self._day()}

    def _transfer(self) -> dict[str, Any]:
        here, there = self.chance.sample(self.ids["warehouses"], 2)
        return {"warehouse": here, "to_warehouse": there, "bill_date": self._day(),
                "lines": self._lines(1, 10)}  # fmt: skip

    def _day(self) -> str:
        """Mostly today; of the rest somewhere in the last weeks."""
        back = self.chance.choice((0, 0, self.chance.randint(1, DAYS)))
        return (self.company.today - dt.timedelta(days=back)).isoformat()


if __name__ == "__main__":
    main(sys.argv[1:])
