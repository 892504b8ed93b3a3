"""The lines of the to-do centre, with the words their reader may see."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ninja import Schema

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.text import choose
from huiliu.server.http.payload import Named
from workflow_engine import api as flows
from workflow_engine.api import BoxItem


class SummaryOut(Schema):
    label: str
    value: str


class LineOut(Schema):
    """``state`` is how the run stands; ``action`` what the holder answered."""

    id: str
    box: flows.Box
    app: str
    form_title: str
    title: str
    node: str
    node_title: str
    initiator: Named
    since: str
    state: str
    action: str
    unread: bool
    batch: bool  # may be answered in the list
    one_by_one: str  # why not: "required" fields, or "one_by_one"; of what is to do
    summary: list[SummaryOut]
    due: datetime | None  # when what is to do is late


class TaskOut(LineOut):
    form: str
    record: str


def shown_lines(items: Iterable[BoxItem], actor: Actor) -> list[TaskOut]:
    """Lines with their words; names and summaries are fetched for all of them together."""
    lines = list(items)
    apps = {number: ports.documents().app_by_id(number) for number in {i.app_id for i in lines}}
    names = ports.org().names(sorted({item.initiator_id for item in lines}))
    said = _summaries(lines, actor)
    return [
        _line(item, apps[item.app_id], actor.language, names, said.get(item.id, _Said()))
        for item in lines
    ]


def _line(
    item: BoxItem,
    app: AppRef,
    language: str,
    names: Mapping[int, str],
    said: _Said,
) -> TaskOut:
    form = ports.documents().find(app, "form", item.form)
    form_title = choose(form.content["title"], language) if form else item.form
    return TaskOut(
        id=item.id,
        box=item.box,
        app=app.key,
        form=item.form,
        form_title=form_title,
        record=item.record,
        title=item.title if said.titled else form_title,
        node=item.node,
        node_title=choose(item.node_title, language),
        initiator=Named(id=str(item.initiator_id), name=names.get(item.initiator_id, "")),
        since=item.since.isoformat().replace("+00:00", "Z"),
        state=item.state,
        action=item.action,
        unread=item.unread,
        batch=item.batch,
        one_by_one=item.one_by_one,
        summary=said.summary,
        due=item.due,
    )


@dataclass
class _Said:
    """What a line may say of its record: perhaps not even its title."""

    titled: bool = False
    summary: list[SummaryOut] = field(default_factory=list)


def _summaries(lines: list[BoxItem], actor: Actor) -> dict[str, _Said]:
    """One question for all lines of a form that show the same fields of it."""
    alike: dict[tuple[Any, ...], list[BoxItem]] = defaultdict(list)
    for item in lines:
        card = tuple((path, *sorted(title.items())) for path, title in item.card)
        alike[item.app_id, item.form, tuple(sorted(item.rights.items())), card].append(item)
    found: dict[str, _Said] = {}
    for group in alike.values():
        app, form = ports.documents().app_by_id(group[0].app_id), group[0].form
        try:
            access = flows.access_to(group[0], actor)
        except NotFound:  # the initiator may no longer open the form: the line stays, without words
            continue
        uids = sorted({item.record for item in group})
        words = forms.summaries(
            app, form, uids, access=access, language=actor.language, first=dict(group[0].card)
        )
        titled = forms.shows_title(app, form, access)
        for item in group:
            found[item.id] = _Said(titled, _worded(words.get(item.record, []), actor.language))
    return found


def _worded(summary: forms.Summary, language: str) -> list[SummaryOut]:
    return [SummaryOut(label=choose(label, language), value=value) for label, value in summary]
