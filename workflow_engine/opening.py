"""Opens one line of a box: the record as its holder may see it, and what they can do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from huiliu.core import ports
from huiliu.core.access import Access, Grant
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.core.records import Record
from workflow_engine import boxes, buttons, permitted, rights, task_rights
from workflow_engine.box_sources import Box
from workflow_engine.boxes import BoxItem
from workflow_engine.buttons import Button
from workflow_engine.card import Entry
from workflow_engine.models import CarbonCopy, Process, WorkItem


@dataclass(frozen=True)
class OpenTask:
    item: BoxItem
    pk: int
    """The number behind the letter of ``item.id``."""
    process: int
    app: AppRef
    access: Access
    buttons: Sequence[Button] = ()
    phrases: tuple[str, ...] = ()
    """Offered as comments."""
    node_titles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    card: tuple[Entry, ...] = ()
    """What whoever is asked reads first; ``figures`` works it out."""
    required: tuple[str, ...] = ()
    """Fields and columns to be filled in before the answer."""

    @property
    def actions(self) -> tuple[str, ...]:
        return tuple(button.name for button in self.buttons)


def open_task(ref: str, actor: Actor) -> OpenTask:
    """``ref``: ``w12``, ``c5``, ``p7`` as boxes give them, or ``t3``: whatever the actor holds of
    that visit to a node (what events and notifications name)."""
    letter, pk = _meant(ref, actor)
    match letter:
        case "w":
            return _asked(pk, actor)
        case "c":
            return _copied(pk, actor)
        case "p":
            return _started(pk, actor)
    raise NotFound


def _meant(ref: str, actor: Actor) -> tuple[str, int]:
    letter, number = ref[:1], ref[1:]
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        raise NotFound
    return _held(int(number), actor) if letter == "t" else (letter, int(number))


def _held(task: int, actor: Actor) -> tuple[str, int]:
    mine = WorkItem.objects.filter(task=task, member_id=actor.member_id).order_by("-id")
    states = dict(mine.values_list("id", "state"))
    if states:
        return "w", next((pk for pk, state in states.items() if state == "pending"), max(states))
    copy = CarbonCopy.objects.filter(task=task, member_id=actor.member_id).first()
    if copy is None:
        raise NotFound
    return "c", copy.pk


def work_item(ref: str, actor: Actor) -> int:
    """The number of the work item that ``ref`` means; whether it is the actor's and still open,
    whoever acts on it finds out under the lock."""
    letter, pk = _meant(ref, actor)
    if letter != "w":
        raise NotFound
    return pk


def batch_item(ref: str, actor: Actor) -> int:
    """The same, of a node that may be answered in a list, among others."""
    pk = work_item(ref, actor)
    item = (
        WorkItem.objects.filter(pk=pk, member_id=actor.member_id)
        .select_related("task__process__definition")
        .defer("task__process__definition__content")
        .first()
    )
    if item is None:
        raise NotFound
    refusal = permitted.not_in_lists(item.task.flow_task.config)
    if refusal is not None:
        raise refusal
    return pk


def open_on(record: Record, actor: Actor) -> list[OpenTask]:
    """What the actor is asked on a record now, oldest first."""
    mine = WorkItem.objects.filter(
        process__app_id=record.app.id,
        process__form=record.form,
        process__record_id=record.id,
        member_id=actor.member_id,
        state="pending",
    )
    return [_asked(pk, actor) for pk in mine.order_by("id").values_list("pk", flat=True)]


def access_to(item: BoxItem, actor: Actor) -> Access:
    """What the line's holder sees of its record. Only an open task lets its holder edit; the
    initiator reads with their own permission on the form."""
    app = ports.documents().app_by_id(item.app_id)
    if item.box == "started":
        return ports.permissions().access(actor, app, item.form)
    fields = task_rights.of_visit(item.rights, item.node, actor, app, item.form)
    if item.box != "todo":
        fields = rights.read_only(fields)
    return rights.access(actor, item.form, fields)


def seen_by_tasks(actor: Actor, app: AppRef, form: str, record_id: int) -> Access | None:
    """Read only, the union of all the actor has or had to do with the record's approval."""
    of_record = {"process__app_id": app.id, "process__form": form, "process__record_id": record_id}
    asked = WorkItem.objects.filter(member_id=actor.member_id, **of_record)
    told = CarbonCopy.objects.filter(member_id=actor.member_id, **of_record)
    columns = ("node", "process__definition__node_rights")
    grants: list[Grant] = []
    for node, given in [
        *asked.exclude(state="waiting").values_list(*columns),
        *told.values_list(*columns),
    ]:
        fields = task_rights.of_visit(given.get(node, {}), node, actor, app, form)
        grants += rights.access(actor, form, rights.read_only(fields)).grants
    return Access(actor, form, tuple(grants)) if grants else None


def people_of(app_id: int, form: str, record_id: int) -> list[int]:
    """Members who see the record by its approval (``seen_by_tasks``), and its initiators."""
    runs = Process.objects.filter(app_id=app_id, form=form, record_id=record_id)
    asked = WorkItem.objects.filter(process__in=runs).exclude(state="waiting")
    told = CarbonCopy.objects.filter(process__in=runs)
    found = (
        runs.values_list("initiator_id"), asked.values_list("member_id"),
        told.values_list("member_id"),
    )  # fmt: skip
    return sorted({member for rows in found for (member,) in rows.order_by()})


def _asked(pk: int, actor: Actor) -> OpenTask:
    mine = WorkItem.objects.filter(pk=pk, member_id=actor.member_id)
    item = (
        mine.select_related("task__process__definition")
        .defer("task__process__definition__content")
        .first()
    )
    if item is None or (item.state == "waiting" and item.acted_at is None):
        raise NotFound
    item.process = item.task.process
    opened = _open("todo" if item.state == "pending" else "done", pk, actor)
    may_edit = opened.access.may("edit")
    config = item.task.flow_task.config
    phrases = getattr(config, "phrases", ())
    found = buttons.of_item(item, may_edit=may_edit)
    return replace(
        opened,
        buttons=found,
        phrases=phrases if item.state == "pending" else (),
        node_titles=item.process.definition.node_titles,
        card=getattr(config, "card", ()) if item.state == "pending" else (),
        required=getattr(config, "required", ()) if item.state == "pending" else (),
    )


def _copied(pk: int, actor: Actor) -> OpenTask:
    task = _open("cc", pk, actor)
    return replace(task, buttons=[Button("read", {})]) if task.item.unread else task


def _started(pk: int, actor: Actor) -> OpenTask:
    task = _open("started", pk, actor)
    process = (
        Process.objects.select_related("definition")
        .defer("flow_class", "definition__content")
        .get(pk=pk)
    )
    return replace(task, buttons=buttons.of_run(process, actor))


def _open(box: Box, pk: int, actor: Actor) -> OpenTask:
    item = boxes.find(box, pk, actor)
    if item is None:
        raise NotFound
    app = ports.documents().app_by_id(item.app_id)
    return OpenTask(item, pk, item.process_id, app, access_to(item, actor))
