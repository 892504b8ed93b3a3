"""Writes to a group: a robot of WeCom, DingTalk or Feishu, or another system by signed webhook."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Literal

from pydantic import Field

from huiliu.core import ports
from huiliu.core.documents import Id
from huiliu.core.errors import HuiliuError
from huiliu.core.ports import Problem
from huiliu.core.text import fill
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import PLACEHOLDER
from workflow_engine.automations.wording import reading_of
from workflow_engine.automations.work import Work


class GroupMayNotSee(HuiliuError):
    code, status = "group_may_not_see", 422
    words = {
        "zh-CN": "群“{channel}”的查看成员无权查看这条数据，未发送",
        "en": 'Whoever the group "{channel}" reads as may not see this record; nothing was sent',
    }


class PostMessage(StepConfig):
    """``channel``: the key of a group channel. What its reader may not see is blank in
    ``message``."""

    type: Literal["post_message"]
    channel: Id
    message: str = Field(min_length=1, max_length=4000)


class PostMessageType(ActionType[PostMessage]):
    name = "post_message"
    words = {"zh-CN": "发送群消息", "en": "Write to a group"}
    told = {"zh-CN": "已发送到“{channel}”", "en": "Sent to {channel}"}
    icon = "message"
    config = PostMessage
    in_transaction = False
    outside = True
    samples = (
        {
            "id": "s1",
            "type": "post_message",
            "channel": "sales_group",
            "message": "{customer} 下单 {total}",
        },
    )
    refused = (
        (
            {"id": "s1", "type": "post_message", "channel": "sales_group", "message": "{colour}"},
            "no_such_path",
        ),
        ({"id": "s1", "type": "post_message", "channel": "a b", "message": "x"}, "bad_setting"),
    )

    def reads(self, step: PostMessage) -> frozenset[str]:
        return frozenset(PLACEHOLDER.findall(step.message))

    def problems(self, step: PostMessage, design: Design) -> Iterator[Problem]:
        yield from design.exist("message", PLACEHOLDER.findall(step.message))

    def prepare(self, step: PostMessage, work: Work) -> dict[str, Any]:
        workspace = work.app.workspace_id
        reader = ports.org().actor(ports.notifier().reader_of(workspace, step.channel))
        reading = reading_of(work, reader)
        if reading is None:
            raise GroupMayNotSee(channel=step.channel)
        words = {reader.language: step.message}
        text = fill(words, reader.language, reading.words(PLACEHOLDER.findall(step.message)))
        return {
            "workspace": workspace, "channel": step.channel, "text": text, "link": work.link(),
        }  # fmt: skip

    def send(self, prepared: Any, key: str) -> dict[str, Any]:
        ports.notifier().post(
            prepared["workspace"],
            prepared["channel"],
            text=prepared["text"],
            link=prepared["link"],
            key=key,
        )
        return {"channel": prepared["channel"]}

    def do(self, step: PostMessage, work: Work) -> Saw:
        return {"channel": step.channel}

    def foresee(self, step: PostMessage, work: Work) -> Saw:
        return {"channel": step.channel}


action_types.add(PostMessageType())
