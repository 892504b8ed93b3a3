"""A way a message reaches people: one file each in ``channels/``.

One that reaches *persons* follows from their notifications; one that reaches a *group* is set up
by an administrator and written to by name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from huiliu.core.errors import HuiliuError
from huiliu.core.outgoing import Answer, OutgoingFailed
from huiliu.core.registry import Registry
from huiliu.core.text import Words
from huiliu.notify.models import Notification


class Channel:
    name: ClassVar[str]
    words: ClassVar[Words]

    def send(self, notifications: Sequence[Notification]) -> None:
        """Inside the transaction that wrote them: leave an event or a job, never talk outside."""


@dataclass(frozen=True)
class Message:
    """``link`` is a whole address, or empty. ``key`` is the same at every attempt."""

    text: str
    link: str
    key: str
    data: Mapping[str, Any]

    def with_link(self) -> str:
        return f"{self.text}\n{self.link}" if self.link else self.text


@dataclass(frozen=True)
class Door:
    """Where a group is written to; both parts are secrets."""

    url: str
    secret: str = ""


class GroupChannel(Channel):
    needs_secret: ClassVar[bool] = False
    """Whether it cannot do without a secret to sign with."""
    example: ClassVar[str]
    """What an address looks like, for the form where it is typed."""

    def post(self, door: Door, message: Message) -> None:
        """Outside any transaction. Raises OutgoingFailed when it may be tried again."""
        raise NotImplementedError


class NotTaken(HuiliuError):
    """The other side says no: again would be no again."""

    code, status = "message_refused", 422
    words = {
        "zh-CN": "对方未接收消息：{reason}",
        "en": "The message was not taken: {reason}",
    }


def require_taken(answer: Answer, code: int, reason: str, later: frozenset[int]) -> None:
    """``code`` is what the robot itself says: 0 is well, one of ``later`` may be tried again."""
    if answer.status in (408, 425, 429) or answer.status >= 500 or code in later:
        raise OutgoingFailed(f"{answer.status} {code}")
    if answer.status >= 300 or code != 0:
        raise NotTaken(reason=f"{code or answer.status} {reason[:200]}".strip())


channels: Registry[Channel] = Registry("notification channel", "huiliu.notify.channels")
