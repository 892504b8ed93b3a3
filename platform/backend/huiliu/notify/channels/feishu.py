"""A group robot of Feishu (飞书群机器人), signed when it has a secret (签名校验)."""

from __future__ import annotations

from typing import Any

from huiliu.core import ports
from huiliu.notify.channel_type import Door, GroupChannel, Message, channels, require_taken
from huiliu.notify.robots import code_of, cut, post_json, signature

MOST_BYTES = 18_000
_LATER = frozenset({-1, 9499, 11232})
"""Busy, or too many messages."""


class Feishu(GroupChannel):
    name = "feishu"
    words = {"zh-CN": "飞书群机器人", "en": "Feishu group robot"}
    example = "https://open.feishu.cn/open-apis/bot/v2/hook/…"

    def post(self, door: Door, message: Message) -> None:
        text = cut(message.with_link(), MOST_BYTES)
        content: dict[str, Any] = {"msg_type": "text", "content": {"text": text}}
        if door.secret:
            at = str(int(ports.clock().now().timestamp()))
            # The key is time and secret; what is signed is nothing.
            content |= {"timestamp": at, "sign": signature(f"{at}\n{door.secret}", "")}
        answer, found = post_json(door.url, content)
        code = code_of(found, "code", "StatusCode")
        require_taken(answer, code, str(found.get("msg", "")), _LATER)


channels.add(Feishu())
