"""What the robots of WeCom, DingTalk and Feishu share: JSON there, a code and a reason back."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from huiliu.core.outgoing import Answer, call


def post_json(url: str, content: Mapping[str, Any]) -> tuple[Answer, dict[str, Any]]:
    """The answer, and its JSON object (empty when it is none)."""
    body = json.dumps(content, ensure_ascii=False).encode()
    headers = {"Content-Type": "application/json; charset=utf-8"}
    answer = call("POST", url, headers=headers, body=body, max_bytes=64 * 1024)
    try:
        found = json.loads(answer.body)
    except ValueError:
        found = {}
    return answer, found if isinstance(found, dict) else {}


def code_of(content: Mapping[str, Any], *names: str) -> int:
    """0 is well; an answer without a code is not."""
    for name in names:
        if isinstance(content.get(name), int):
            return int(content[name])
    return -1


def signature(key: str, text: str) -> str:
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return base64.b64encode(digest).decode()


def cut(text: str, most_bytes: int) -> str:
    """As much of it as fits, whole characters only."""
    encoded = text.encode()
    if len(encoded) <= most_bytes:
        return text
    return encoded[: most_bytes - 3].decode(errors="ignore") + "…"
