"""What members are told: once, in their language, and only they can read it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.notify import api as notify
from huiliu.notify.models import Notification
from tests.support.fakes import FakeClock

pytestmark = pytest.mark.django_db
WORDS = {"zh-CN": "{no} 待您审批", "en": "{no} awaits your approval"}


@dataclass
class Heard:
    events: list[tuple[str, Any]] = field(default_factory=list)

    def publish(self, name: str, payload: Any, *, workspace_id: int) -> None:
        self.events.append((name, dict(payload)))


@pytest.fixture
def heard() -> Iterator[Heard]:
    told = Heard()
    with ports.bound(clock=FakeClock(), events=told):
        yield told


def _tell(*members: int, key: str = "task-1") -> None:
    notify.notifier.notify(
        1, members, kind="task", words=WORDS, data={"no": "CGRK-1"}, link={"task": "1"}, key=key
    )


def _reader(member: int, language: str = "zh-CN") -> Actor:
    return Actor(member, 1, "somebody", language)


def test_tells_each_member_once_per_key(heard: Heard) -> None:
    _tell(1, 2, 2)
    _tell(2, 3)
    assert sorted(Notification.objects.values_list("member_id", flat=True)) == [1, 2, 3]
    assert [payload["member"] for _, payload in heard.events] == [1, 2, 3]


def test_speaks_the_readers_language(heard: Heard) -> None:
    _tell(1)
    assert notify.page(_reader(1)).items[0]["text"] == "CGRK-1 待您审批"
    assert notify.page(_reader(1, "en")).items[0]["text"] == "CGRK-1 awaits your approval"


def test_shows_and_marks_only_ones_own(heard: Heard) -> None:
    _tell(1, 2)
    other = Notification.objects.get(member_id=2)
    assert [item["id"] for item in notify.page(_reader(1)).items] != [str(other.pk)]
    assert notify.mark_read(_reader(1), [other.pk]) == 0
    assert notify.page(_reader(2)).unread == 1
    assert notify.mark_read(_reader(2), None) == 1
    assert notify.page(_reader(2), only_unread=True).items == []


def test_sample_data_leaves_no_news_in_its_company_and_touches_no_other(heard: Heard) -> None:
    _tell(1, 2)
    notify.notifier.notify(2, [3], kind="task", words=WORDS, data={"no": "1"}, link={}, key="k")
    assert notify.mark_read_by_all(1) == 2
    assert [notify.page(_reader(member)).unread for member in (1, 2, 3)] == [0, 0, 1]


def test_pages_from_the_newest(heard: Heard) -> None:
    for n in range(5):
        _tell(1, key=f"k{n}")
    first = notify.page(_reader(1), limit=2)
    assert first.next is not None
    second = notify.page(_reader(1), before=int(first.next), limit=10)
    ids = [int(item["id"]) for item in (*first.items, *second.items)]
    assert ids == sorted(ids, reverse=True)
    assert len(ids) == 5
    assert second.next is None
