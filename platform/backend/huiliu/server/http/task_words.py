"""What goes with an action on a task, and how buttons and the log look on the wire."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from ninja import Schema
from pydantic import Field

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.core.forms import published_shapes
from huiliu.core.records import Record
from huiliu.core.text import choose
from huiliu.server.http.payload import Given, Named
from workflow_engine import api as flows
from workflow_engine.api import Button, Entry, OpenTask, Said

LONGEST_COMMENT = 2000
START = {"zh-CN": "发起人", "en": "Initiator"}


class SaidIn(Given):
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    attachments: list[str] = Field(default=[], max_length=20)  # public ids of uploaded files
    signature: str = Field(default="", max_length=63)  # of an uploaded picture

    def said(self) -> Said:
        return Said(self.comment, tuple(self.attachments), self.signature)


class TargetOut(Schema):
    id: str
    title: str


class ButtonOut(Schema):
    """``title`` is empty unless an admin has renamed the button. ``comment``, ``attachments``,
    ``signature``: ``none``, ``optional`` or ``required``. ``after``: of ``return``: ``replay``,
    ``direct`` or ``choose``."""

    name: str
    title: str
    comment: str
    attachments: str
    signature: str
    where: list[str]
    targets: list[TargetOut]
    after: str
    people: list[Named]


class SentFileOut(Schema):
    id: str
    name: str
    type: str


class ChangedOut(Schema):
    field: str
    label: str


class LogOut(Schema):
    """``seconds``: how long the person had been asked. ``to``: whom an action named. ``sent_to``:
    where the run went back to; ``direct``: it comes straight back from there. ``who`` with id
    ``0``: nobody, but a time-out or a rule, which did ``then``."""

    at: str
    who: Named
    action: str
    node: str
    node_title: str
    comment: str
    seconds: int | None
    to: list[Named]
    sent_to: str
    where: str
    then: str
    direct: bool
    changed: list[ChangedOut]
    attachments: list[SentFileOut]
    signature: SentFileOut | None


def member_of(actor: Actor, public_id: str, path: str = "member") -> int:
    found = ports.org().resolve_member(actor.workspace_id, public_id)
    if found is None:
        raise ValidationFailed(fields={path: [FieldError("bad_value")]})
    return found


def members_of(actor: Actor, public_ids: Sequence[str]) -> list[int]:
    return [member_of(actor, one, f"members.{n}") for n, one in enumerate(public_ids)]


def chosen(actor: Actor, given: Mapping[str, Sequence[str]]) -> dict[str, list[int]]:
    return {
        node: [member_of(actor, one, f"choose.{node}") for one in members]
        for node, members in given.items()
    }


def shown_buttons(task: OpenTask, language: str) -> list[ButtonOut]:
    names = ports.org().names(sorted({one for b in task.buttons for one in b.people}))
    return [_button(button, task.node_titles, names, language) for button in task.buttons]


def shown_log(record: Record, access: Access, language: str) -> list[LogOut]:
    entries = flows.history(record, access=access)
    people = {entry.member_id for entry in entries} | {m for e in entries for m in e.to}
    names = ports.org().names(sorted(people))
    uids = [uid for e in entries for uid in (*e.attachments, e.signature) if uid]
    files = _files(record, uids)
    labels = _labels(record, {path for e in entries for path in e.changed}, language)
    return [_line(entry, names, files, labels, language) for entry in entries]


def _title(node: str, words: Mapping[str, str], language: str) -> str:
    if node == flows.RESUBMIT:
        return choose(START, language)
    return choose(words, language) or node


def _button(
    button: Button,
    titles: Mapping[str, Mapping[str, str]],
    names: Mapping[int, str],
    language: str,
) -> ButtonOut:
    return ButtonOut(
        name=button.name,
        title=choose(button.title, language) if button.title else "",
        comment=button.comment,
        attachments=button.attachments,
        signature=button.signature,
        where=list(button.where),
        targets=[
            TargetOut(id=node, title=_title(node, titles.get(node, {}), language))
            for node in button.targets
        ],
        after=button.after,
        people=_named(button.people, names),
    )


def _line(
    entry: Entry,
    names: Mapping[int, str],
    files: Mapping[str, SentFileOut],
    labels: Mapping[str, str],
    language: str,
) -> LogOut:
    return LogOut(
        at=entry.at.isoformat().replace("+00:00", "Z"),
        who=_named([entry.member_id], names)[0],
        action=entry.action,
        node=entry.node,
        node_title=_title(entry.node, entry.node_title, language),
        comment=entry.comment,
        seconds=entry.seconds,
        to=_named(entry.to, names),
        sent_to=_title(entry.sent_to, entry.sent_to_title, language),
        where=entry.where,
        then=entry.then,
        direct=entry.direct,
        changed=[ChangedOut(field=path, label=labels[path]) for path in entry.changed],
        attachments=[files[uid] for uid in entry.attachments if uid in files],
        signature=files.get(entry.signature),
    )


def _named(members: Iterable[int], names: Mapping[int, str]) -> list[Named]:
    return [Named(id=str(one), name=names.get(one, "")) for one in members]


def _files(record: Record, uids: Sequence[str]) -> dict[str, SentFileOut]:
    found = forms.file_names(record.app, uids) if uids else {}
    return {uid: SentFileOut(id=uid, name=name, type=kind) for uid, (name, kind) in found.items()}


def _labels(record: Record, paths: set[str], language: str) -> dict[str, str]:
    shape = published_shapes(record.app)(record.form)
    fields = shape.fields if shape else {}
    return {
        path: choose(fields[path].label or {}, language) if path in fields else path
        for path in paths
    }
