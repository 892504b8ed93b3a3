"""A group robot of WeCom (企业微信群机器人). The key in its address is all the proof there is."""

from __future__ import annotations

from huiliu.notify.channel_type import Door, GroupChannel, Message, channels, require_taken
from huiliu.notify.robots import code_of, cut, post_json

MOST_BYTES = 2048
_LATER = frozenset({-1, 45009, 45033})
"""Busy, or more than twenty messages a minute."""


class WeCom(GroupChannel):
    name = "wecom"
    words = {"zh-CN": "企业微信群机器人", "en": "WeCom group robot"}
    example = "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…"

    def post(self, door: Door, message: Message) -> None:
        text = cut(message.with_link(), MOST_BYTES)
        content = {"msgtype": "text", "text": {"content": text}}
        answer, found = post_json(door.url, content)
        require_taken(answer, code_of(found, "errcode"), str(found.get("errmsg", "")), _LATER)


channels.add(WeCom())
