"""E-mail follows what each member wishes: at once, after quiet hours, gathered, or not at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import ValidationFailed
from huiliu.core.jobs import find as find_job
from huiliu.core.outgoing import OutgoingFailed
from huiliu.notify import api as notify
from huiliu.notify.preferences import Wishes
from tests.support.fakes import FakeClock, FakeOrg, RecordingEvents
from tests.support.smtp_stand_in import Mailbox, mail_server

pytestmark = pytest.mark.django_db
ANNA = Actor(2, 1, "采购员")
WORDS = {"zh-CN": "{no} 待您审批", "en": "{no} awaits your approval"}


@dataclass
class Jobs:
    """Jobs by their key, done when they are due."""

    waiting: dict[str, tuple[dict[str, Any], datetime | None]] = field(default_factory=dict)

    def enqueue(
        self,
        kind: str,
        payload: Mapping[str, Any],
        *,
        key: str = "",
        run_after: datetime | None = None,
        **_: Any,
    ) -> int:
        self.waiting.setdefault(key, (dict(payload), run_after))
        return 1

    def work(self, now: datetime) -> None:
        found = find_job("notify_email")
        assert found is not None
        for key, (payload, after) in list(self.waiting.items()):
            if after is None or after <= now:
                found.handler(payload, None)  # type: ignore[arg-type]
                del self.waiting[key]


@dataclass
class Office:
    box: Mailbox
    clock: FakeClock
    jobs: Jobs

    def wish(self, **more: Any) -> None:
        notify.preferences.wish(ANNA, Wishes(email="anna@example.com", email_on=True, **more))

    def at(self, text: str) -> None:
        """Beijing time."""
        self.clock.at = datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)

    def tell(self, no: str, kind: str = "task_assigned") -> None:
        link = {"app": "jxc", "form": "order", "record": no}
        notify.notifier.notify(
            1, [2], kind=kind, words=WORDS, data={"no": no}, link=link, key=f"k{no}"
        )

    def work(self) -> list[str]:
        """The subjects of what went out."""
        before = len(self.box.letters)
        self.jobs.work(self.clock.now())
        return [str(letter["Subject"]) for letter in self.box.letters[before:]]


@pytest.fixture
def office(monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    clock, jobs = FakeClock(), Jobs()
    with (
        mail_server() as box,
        ports.bound(clock=clock, org=FakeOrg(), jobs=jobs, events=RecordingEvents()),
    ):
        monkeypatch.setenv("HUILIU_SMTP_URL", f"smtp://127.0.0.1:{box.port}?tls=none")
        monkeypatch.setenv("HUILIU_SMTP_FROM", "汇流 <erp@example.com>")
        monkeypatch.setenv("HUILIU_PUBLIC_URL", "https://erp.example.com")
        yield Office(box, clock, jobs)


def test_one_message_is_one_letter_with_where_it_leads(office: Office) -> None:
    office.wish()
    office.tell("A1")
    assert office.box.letters == []
    assert office.work() == ["A1 待您审批"]
    letter = office.box.letters[0]
    assert office.box.receivers == [["anna@example.com"]]
    assert "erp@example.com" in str(letter["From"])
    body = letter.get_content()
    assert "https://erp.example.com/apps/jxc/forms/order/records/A1" in body


def test_nobody_is_written_to_who_did_not_ask_for_it(office: Office) -> None:
    office.tell("A1")
    office.wish(kinds_off=("task_copied",))
    office.tell("A2", kind="task_copied")
    assert office.work() == []


def test_quiet_hours_over_midnight_hold_back_until_morning(office: Office) -> None:
    office.wish(quiet_from="22:00", quiet_to="08:00")
    office.at("2026-10-01T21:59")
    office.tell("A1")
    assert office.work() == ["A1 待您审批"]
    office.at("2026-10-01T23:30")
    office.tell("A2")
    office.at("2026-10-02T07:59")
    office.tell("A3")
    assert office.work() == []
    office.at("2026-10-02T08:00")
    assert office.work() == ["汇流：2 条新消息"]
    body = office.box.letters[-1].get_content()
    assert body.index("A2 待您审批") < body.index("A3 待您审批")


def test_a_digest_gathers_and_leaves_out_what_was_read(office: Office) -> None:
    office.wish(digest="daily", digest_at="18:00")
    office.at("2026-10-01T10:00")
    for no in ("A1", "A2", "A3"):
        office.tell(no)
    assert len(office.jobs.waiting) == 1
    first = notify.page(ANNA).items[-1]["id"]
    notify.mark_read(ANNA, [int(first)])
    office.at("2026-10-01T18:00")
    assert office.work() == ["汇流：2 条新消息"]
    assert "A1" not in office.box.letters[0].get_content()
    office.at("2026-10-01T18:01")
    office.tell("A4")
    assert office.jobs.waiting["2@2026-10-02T10:00:00+00:00"]


def test_an_hourly_digest_waits_for_quiet_hours_to_end(office: Office) -> None:
    office.wish(digest="hourly", quiet_from="12:00", quiet_to="13:30")
    office.at("2026-10-01T10:20")
    office.tell("A1")
    office.at("2026-10-01T11:00")
    assert office.work() == ["A1 待您审批"]
    office.at("2026-10-01T11:40")
    office.tell("A2")
    office.at("2026-10-01T13:29")
    assert office.work() == []
    office.at("2026-10-01T13:30")
    assert office.work() == ["A2 待您审批"]


def test_a_server_that_is_away_loses_nothing_and_tells_no_password(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.wish()
    office.box.refuses = 1
    office.tell("A1")
    with pytest.raises(OutgoingFailed) as failed:
        office.work()
    assert str(failed.value) == "127.0.0.1: SMTPDataError"
    assert office.work() == ["A1 待您审批"]
    assert office.work() == []


def test_a_repeated_letter_is_known_by_its_id(office: Office) -> None:
    from huiliu.notify import smtp

    for _ in range(2):
        smtp.send(["a@example.com"], "x\r\nBcc: all@example.com", "y", key="same")
    first, second = office.box.letters
    assert first["Message-ID"] == second["Message-ID"]
    assert (first["Subject"], first["Bcc"]) == ("x Bcc: all@example.com", None)


@pytest.mark.parametrize(
    ("wishes", "path"),
    [
        (Wishes(email="no address"), "email"),
        (Wishes(email="a@b.example\r\nBcc: c@d.example"), "email"),
        (Wishes(email_on=True), "email"),
        (Wishes(quiet_from="24:00", quiet_to="08:00"), "quiet_from"),
        (Wishes(quiet_from="22:00"), "quiet_to"),
        (Wishes(digest_at=""), "digest_at"),
    ],
)
def test_wishes_that_make_no_sense_change_nothing(
    office: Office, wishes: Wishes, path: str
) -> None:
    office.wish()
    with pytest.raises(ValidationFailed) as refused:
        notify.preferences.wish(ANNA, wishes)
    assert path in refused.value.fields
    assert notify.preferences.of(ANNA).email == "anna@example.com"
