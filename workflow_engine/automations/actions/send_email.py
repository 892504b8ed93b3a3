"""Sends an e-mail: to members, each reading what they may see, or to addresses outside."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.ports import Problem
from huiliu.core.text import fill
from workflow_engine.automations.action_type import ActionType, Saw, StepConfig, action_types
from workflow_engine.automations.design import Design
from workflow_engine.automations.part import PLACEHOLDER, problem
from workflow_engine.automations.receivers import Receivers, receiver_problems, receivers_of
from workflow_engine.automations.wording import reading_of
from workflow_engine.automations.work import Work

Address = Annotated[str, StringConstraints(pattern=r"^[^@\s,;<>]+@[^@\s,;<>]+\.[A-Za-z]{2,24}$")]
MOST = 100


class SendEmail(StepConfig):
    """``to``: members who said where; ``addresses`` and ``address_fields`` (text fields): anybody,
    who reads what the member may see who set the automation off."""

    type: Literal["send_email"]
    to: Receivers = Receivers()
    addresses: tuple[Address, ...] = Field(default=(), max_length=50)
    address_fields: tuple[str, ...] = Field(default=(), max_length=10)
    subject: str = Field(min_length=1, max_length=200)
    message: str = Field(min_length=1, max_length=20_000)


class SendEmailType(ActionType[SendEmail]):
    name = "send_email"
    words = {"zh-CN": "发送邮件", "en": "Send an e-mail"}
    told = {"zh-CN": "邮件已发送给 {sent} 人", "en": "E-mailed {sent}"}
    icon = "mail"
    config = SendEmail
    in_transaction = False
    outside = True
    samples = (
        {
            "id": "s1",
            "type": "send_email",
            "to": {"roles": ["boss"]},
            "addresses": ["finance@example.com"],
            "address_fields": ["customer.name"],
            "subject": "{customer} 下单",
            "message": "金额 {total}",
        },
    )
    refused = (
        ({"id": "s1", "type": "send_email", "subject": "a", "message": "b"}, "nobody"),
        (
            {
                "id": "s1",
                "type": "send_email",
                "addresses": ["a@b.example"],
                "subject": "{colour}",
                "message": "b",
            },
            "no_such_path",
        ),
        (
            {
                "id": "s1",
                "type": "send_email",
                "addresses": ["a@b.example, c@d.example"],
                "subject": "a",
                "message": "b",
            },
            "bad_setting",
        ),
        (
            {
                "id": "s1",
                "type": "send_email",
                "address_fields": ["total"],
                "subject": "a",
                "message": "b",
            },
            "not_a_text_field",
        ),
    )

    def reads(self, step: SendEmail) -> frozenset[str]:
        return frozenset({*step.to.fields, *step.address_fields, *_paths(step)})

    def problems(self, step: SendEmail, design: Design) -> Iterator[Problem]:
        if not (step.addresses or (step.address_fields and step.to.is_nobody)):
            yield from receiver_problems(step.to, design)
        for path in step.address_fields:
            field = design.find(path)
            if field is None or field.type != "text":
                yield problem("address_fields", "not_a_text_field", path=path)
        yield from design.exist("subject", PLACEHOLDER.findall(step.subject))
        yield from design.exist("message", PLACEHOLDER.findall(step.message))

    def prepare(self, step: SendEmail, work: Work) -> list[dict[str, Any]]:
        found = []
        for member in receivers_of(step.to, work):
            address = ports.notifier().address_of(member)
            if address:
                found += _letters(step, work, ports.org().actor(member), [address])
        outside = list(dict.fromkeys([*step.addresses, *_in_fields(step, work)]))
        if outside:
            found += _letters(step, work, work.actor, outside[:MOST])
        return found

    def send(self, prepared: Any, key: str) -> dict[str, Any]:
        """One letter each, so that nobody reads who else is written to."""
        for n, letter in enumerate(prepared):
            ports.notifier().email(
                letter["to"], letter["subject"], letter["body"], key=f"{key}:{n}"
            )
        return {"sent": len(prepared)}

    def do(self, step: SendEmail, work: Work) -> Saw:
        return {"sent": str(work.answer["sent"])}

    def foresee(self, step: SendEmail, work: Work) -> Saw:
        members = len(receivers_of(step.to, work))
        return {"sent": str(members + len(step.addresses) + len(_in_fields(step, work)))}


def _letters(
    step: SendEmail, work: Work, reader: Actor, addresses: list[str]
) -> list[dict[str, Any]]:
    """None for who may not see what it is about at all."""
    reading = reading_of(work, reader)
    if reading is None:
        return []
    data = reading.words(_paths(step))
    subject, body = (
        fill({reader.language: text}, reader.language, data)
        for text in (step.subject, step.message)
    )
    return [{"to": address, "subject": subject, "body": body} for address in addresses]


def _in_fields(step: SendEmail, work: Work) -> list[str]:
    found: list[Any] = []
    for path in step.address_fields:
        value = work.get(path)
        found += value if isinstance(value, list) else [value]
    texts = [text.strip() for text in found if isinstance(text, str)]
    return [text for text in texts if ports.notifier().is_address(text)]


def _paths(step: SendEmail) -> list[str]:
    return sorted({*PLACEHOLDER.findall(step.subject), *PLACEHOLDER.findall(step.message)})


action_types.add(SendEmailType())
