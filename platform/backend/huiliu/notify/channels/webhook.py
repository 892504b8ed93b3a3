"""Any other system: JSON, signed as standardwebhooks.com says."""

from __future__ import annotations

import json

from huiliu.core import ports
from huiliu.core.outgoing import call
from huiliu.core.webhook_signature import signed_headers
from huiliu.notify.channel_type import Door, GroupChannel, Message, channels, require_taken


class Webhook(GroupChannel):
    name = "webhook"
    words = {"zh-CN": "签名 Webhook", "en": "Signed webhook"}
    needs_secret = True
    example = "https://example.com/huiliu"

    def post(self, door: Door, message: Message) -> None:
        now = ports.clock().now()
        content = {
            "type": "message",
            "timestamp": now.isoformat(),
            "data": {"text": message.text, "link": message.link, **message.data},
        }
        body = json.dumps(content, ensure_ascii=False).encode()
        headers = signed_headers(door.secret, message.key, int(now.timestamp()), body)
        headers["Content-Type"] = "application/json"
        answer = call("POST", door.url, headers=headers, body=body, max_bytes=64 * 1024)
        require_taken(answer, 0, "", frozenset())


channels.add(Webhook())
