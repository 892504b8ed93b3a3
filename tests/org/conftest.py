"""A company with two shops, and whoever the tests need in it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.org import api as org
from huiliu.org.departments import DepartmentChange
from huiliu.org.members import MemberChange


class FakeClock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.time = datetime(2026, 10, 1, 8, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time

    def today(self, time_zone: str) -> date:
        return self.time.date()

    def pass_by(self, **units: float) -> None:
        self.time += timedelta(**units)


@pytest.fixture
def clock() -> Iterator[FakeClock]:
    fake = FakeClock()
    with ports.bound(clock=fake):
        yield fake


@pytest.fixture
def admin(db: None, clock: FakeClock) -> Actor:
    login, _ = org.make_first_administrator() or ("", "")
    return org.actor_of(org.Account.objects.get(login=login).pk)


@pytest.fixture
def departments(admin: Actor) -> dict[str, int]:
    """hq with the shops chaoyang and haidian below it."""
    hq = org.departments.add(admin, DepartmentChange("总公司"), key="hq").pk
    shops = {
        key: org.departments.add(admin, DepartmentChange(key, hq), key=key).pk
        for key in ("chaoyang", "haidian")
    }
    return {"hq": hq, **shops}


@pytest.fixture
def member(admin: Actor, departments: dict[str, int]) -> org.Account:
    """李强, a buyer of hq with the password ``olive-kettle-9``."""
    org.roles.add(admin, "buyer", {"zh-CN": "采购员"})
    change = MemberChange(
        "李强", "olive-kettle-9", departments=[departments["hq"]], roles=["buyer"]
    )
    return org.members.add(admin, "buyer", change)
