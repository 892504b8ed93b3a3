"""The front door of ``huiliu.notify``: the port, a member's inbox and wishes, and the channels."""

from __future__ import annotations

from huiliu.notify import groups, mailing, preferences, smtp
from huiliu.notify.inbox import Inbox, mark_read, mark_read_by_all, page
from huiliu.notify.mailing import test_letter
from huiliu.notify.writing import Notices

__all__ = [
    "Inbox",
    "groups",
    "mailing",
    "mark_read",
    "mark_read_by_all",
    "notifier",
    "page",
    "preferences",
    "smtp",
    "test_letter",
]

notifier = Notices()
