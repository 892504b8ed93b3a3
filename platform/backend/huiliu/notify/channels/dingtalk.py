"""A group robot of DingTalk (钉钉群机器人), signed when it has a secret (加签)."""

from __future__ import annotations

from urllib.parse import quote_plus

from huiliu.core import ports
from huiliu.notify.channel_type import Door, GroupChannel, Message, channels, require_taken
from huiliu.notify.robots import code_of, cut, post_json, signature

MOST_BYTES = 18_000
_LATER = frozenset({-1, 130101, 410100})
"""Busy, or more than twenty messages a minute."""


class DingTalk(GroupChannel):
    name = "dingtalk"
    words = {"zh-CN": "钉钉群机器人", "en": "DingTalk group robot"}
    example = "https://oapi.dingtalk.com/robot/send?access_token=…"

    def post(self, door: Door, message: Message) -> None:
        text = cut(message.with_link(), MOST_BYTES)
        content = {"msgtype": "text", "text": {"content": text}}
        answer, found = post_json(_signed(door), content)
        require_taken(answer, code_of(found, "errcode"), str(found.get("errmsg", "")), _LATER)


def _signed(door: Door) -> str:
    """Milliseconds and the secret, signed with the secret, in the address."""
    if not door.secret:
        return door.url
    at = str(int(ports.clock().now().timestamp() * 1000))
    sign = quote_plus(signature(door.secret, f"{at}\n{door.secret}"))
    return f"{door.url}{'&' if '?' in door.url else '?'}timestamp={at}&sign={sign}"


channels.add(DingTalk())
