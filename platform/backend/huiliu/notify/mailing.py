"""Sends what is due to a member as one e-mail, at least once. What was read is left out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from huiliu.core import jobs, ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, Forbidden, NotFound, ValidationFailed
from huiliu.core.jobs import JobHandle
from huiliu.core.text import Words, fill
from huiliu.notify import smtp
from huiliu.notify.links import address_of
from huiliu.notify.models import Delivery, Preference

EMAIL_JOB = "notify_email"
MOST = 200
_SUBJECT: Words = {"zh-CN": "汇流：{count} 条新消息", "en": "Huiliu: {count} new messages"}
_TEST: Words = {"zh-CN": "汇流测试邮件", "en": "A test e-mail from Huiliu"}
_FOOT: Words = {
    "zh-CN": "您可以在“我的 · 消息”中修改接收方式。",
    "en": "You can change how you are told under “Me · Messages”.",
}


def send_due(payload: Mapping[str, Any], job: JobHandle) -> None:
    member = int(payload["member"])
    waiting = list(
        Delivery.objects.filter(
            member_id=member, sent_at=None, due__lte=datetime.fromisoformat(payload["due"])
        )
        .select_related("notification")
        .order_by("id")[:MOST]
    )
    unread = [one for one in waiting if one.notification.read_at is None]
    address = address_of_member(member)
    if unread and address:
        subject, body = _worded(unread, ports.org().actor(member).language)
        smtp.send([address], subject, body, key=f"{member}:{unread[-1].pk}")
    now = ports.clock().now()
    Delivery.objects.filter(pk__in=[one.pk for one in waiting]).update(sent_at=now)


def test_letter(actor: Actor) -> None:
    """To the address the administrator gave for themselves."""
    if not actor.is_admin:
        raise Forbidden
    address = address_of_member(actor.member_id)
    if not address:
        raise ValidationFailed(fields={"email": [FieldError("required")]})
    at = ports.clock().now().isoformat()
    smtp.send([address], fill(_TEST, actor.language, {}), "OK\n", key=f"test:{address}:{at}")


def address_of_member(member: int) -> str:
    """Empty when they want none any more, or have left."""
    row = Preference.objects.filter(member_id=member, email_on=True).first()
    try:
        ports.org().actor(member)
    except NotFound:
        return ""
    return row.email if row is not None else ""


def _worded(waiting: list[Delivery], language: str) -> tuple[str, str]:
    lines = []
    for one in waiting:
        text = fill(one.notification.words, language, one.notification.data)
        link = address_of(one.notification.link)
        lines.append(f"{text}\n{link}".strip())
    foot = fill(_FOOT, language, {})
    if len(lines) == 1:
        return lines[0].splitlines()[0], f"{lines[0]}\n\n--\n{foot}\n"
    subject = fill(_SUBJECT, language, {"count": str(len(lines))})
    return subject, "\n\n".join(f"· {line}" for line in lines) + f"\n\n--\n{foot}\n"


jobs.register(EMAIL_JOB, send_due)
