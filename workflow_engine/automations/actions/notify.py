"""Tells people, after commit. Each reads only what they may see of the record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from huiliu.core import ports
from huiliu.core.documents import Title
from huiliu.core.ports import Problem
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import PLACEHOLDER
from workflow_engine.automations.receivers import Receivers, receiver_problems, receivers_of
from workflow_engine.automations.wording import Reading, reading_of
from workflow_engine.automations.work import Work


class Notify(StepConfig):
    """``message`` with ``{field}`` placeholders, and nothing else in braces."""

    type: Literal["notify"]
    to: Receivers
    message: Title


class NotifyType(ActionType[Notify]):
    name = "notify"
    words = {"zh-CN": "发送通知", "en": "Notify people"}
    told = {"zh-CN": "通知了 {told}", "en": "Told {told}"}
    icon = "bell"
    config = Notify
    in_transaction = False
    samples = (
        {
            "id": "s1",
            "type": "notify",
            "to": {"roles": ["boss"], "creator": True},
            "message": {"zh-CN": "{customer} 的订单金额 {total}"},
        },
        {
            "id": "s1",
            "type": "notify",
            "to": {"fields": ["owner"]},
            "message": {"zh-CN": "有新订单", "en": "A new order"},
        },
    )
    refused = (
        ({"id": "s1", "type": "notify", "to": {}, "message": {"zh-CN": "你好"}}, "nobody"),
        (
            {
                "id": "s1",
                "type": "notify",
                "to": {"roles": ["boss"]},
                "message": {"zh-CN": "{colour}"},
            },
            "no_such_path",
        ),
        (
            {
                "id": "s1",
                "type": "notify",
                "to": {"fields": ["customer"]},
                "message": {"zh-CN": "你好"},
            },
            "not_a_member_field",
        ),
    )

    def reads(self, step: Notify) -> frozenset[str]:
        return frozenset({*step.to.fields, *_paths(step)})

    def problems(self, step: Notify, design: Design) -> Iterator[Problem]:
        yield from receiver_problems(step.to, design)
        for language, text in step.message.items():
            yield from design.exist(f"message.{language}", PLACEHOLDER.findall(text))

    def do(self, step: Notify, work: Work) -> Saw:
        told: list[str] = []
        blind: list[str] = []
        for member in receivers_of(step.to, work):
            receiver = ports.org().actor(member)
            reading = reading_of(work, receiver)
            if reading is None:
                blind.append(receiver.name)
                continue
            self._tell(step, work, reading)
            told.append(receiver.name)
        return {"told": told, "may_not_see": blind}

    def foresee(self, step: Notify, work: Work) -> Saw:
        names = ports.org().names(receivers_of(step.to, work))
        return {"told": sorted(names.values())}

    def _tell(self, step: Notify, work: Work, reading: Reading) -> None:
        """Fields hidden from the receiver are absent from ``data``, and so blank in the message."""
        ports.notifier().notify(
            work.app.workspace_id,
            [reading.receiver.member_id],
            kind="automation",
            words=step.message,
            data=reading.words(_paths(step)),
            link=work.link(),
            key=work.promise,
        )


def _paths(step: Notify) -> list[str]:
    return sorted({p for text in step.message.values() for p in PLACEHOLDER.findall(text)})


action_types.add(NotifyType())
