"""The tables of approvals. Members, apps and records are other engines' rows: kept by number.

``Process`` and ``FlowTask`` stand on viewflow's abstract models. People are not viewflow's
business: one ``FlowTask`` is one visit to a node, its ``WorkItem`` rows say who is asked.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q
from django.utils import timezone
from viewflow.workflow.models import AbstractProcess, AbstractTask

if TYPE_CHECKING:
    from workflow_engine.run import Run


class FlowDefinition(models.Model):
    """One published version. Never changed after it is written: that is what makes caching safe."""

    workspace_id = models.BigIntegerField()
    app_id = models.BigIntegerField()
    key = models.CharField(max_length=63)
    form = models.CharField(max_length=63)
    version = models.PositiveIntegerField()
    title = models.JSONField()
    node_titles = models.JSONField(default=dict)
    """Words by node id, so that lists need not read the document."""
    node_rights = models.JSONField(default=dict)
    """Field rights by node id, for the same reason."""
    node_actions = models.JSONField(default=dict)
    """By node id: ``actions`` as written there, whether a list may answer (``batch``) or why not
    (``one_by_one``), and the fields a line says first (``card``)."""
    content = models.JSONField()
    digest = models.CharField(max_length=12)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app_id", "key", "version"], name="flow_version")
        ]

    @property
    def class_name(self) -> str:
        """Carries the content: a number alone means another flow after a restored backup."""
        return f"F{self.pk}_{self.digest}"


class CurrentFlow(models.Model):
    """Which version new documents of a form take."""

    app_id = models.BigIntegerField()
    key = models.CharField(max_length=63)
    form = models.CharField(max_length=63)
    definition = models.ForeignKey(FlowDefinition, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["app_id", "key"], name="current_flow_key"),
            models.UniqueConstraint(fields=["app_id", "form"], name="current_flow_form"),
        ]


class Process(AbstractProcess):
    """One run of a flow over one record. ``run`` is set while somebody acts on it."""

    definition = models.ForeignKey(FlowDefinition, on_delete=models.PROTECT, related_name="+")
    workspace_id = models.BigIntegerField()
    app_id = models.BigIntegerField()
    form = models.CharField(max_length=63)
    record_id = models.BigIntegerField()
    record_uid = models.CharField(max_length=40)
    title = models.CharField(max_length=500, blank=True)
    initiator_id = models.BigIntegerField()
    initiator_department = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=12, blank=True, default="")
    """``approved``, ``rejected``, ``withdrawn``, ``terminated``; empty while it runs."""
    comment = models.TextField(blank=True, default="")
    """Why it was withdrawn or terminated."""
    ended_by = models.BigIntegerField(null=True)
    """Who withdrew or terminated it."""
    urged_at = models.DateTimeField(null=True)
    aside = models.BooleanField(default=False, db_default=False)
    """Its form was removed: nobody sees it, and it waits. See ``setting_aside``."""
    choices = models.JSONField(default=dict)
    """Node → members, where the initiator or an approver chooses who is asked next."""

    # viewflow sets these on every start; plain attributes are enough for us.
    data: Any = None
    seed: Any = None
    artifact: Any = None
    parent_task: Any = None
    run: Run

    class Meta:
        indexes = [
            models.Index(fields=["initiator_id", "created", "id"], name="process_started_by"),
            models.Index(fields=["app_id", "form", "record_id"], name="process_of_record"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["app_id", "form", "record_id"],
                condition=Q(status="NEW"),
                name="one_open_process",
            )
        ]

    @property
    def brief(self) -> str:
        # viewflow would run the title through the template engine: an admin could read secrets.
        return str(self.title)


class FlowTask(AbstractTask):
    """One visit to a node. ``Flow.cancel`` and ``TerminateEnd`` ask for ``process.task_set``."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="task_set")
    node = models.CharField(max_length=63, default="")
    outcome = models.CharField(max_length=12, blank=True, default="")
    data = models.JSONField(default=dict, blank=True)
    due = models.DateTimeField(null=True)
    """When its first time-out comes or came: then it is late."""

    # People are work items; what viewflow keeps for them is left out or left without an index.
    owner = None
    external_task_id = models.CharField(max_length=50, null=True, blank=True)
    owner_permission_content_type = models.ForeignKey(
        ContentType, null=True, on_delete=models.CASCADE, db_index=False, related_name="+"
    )
    created = models.DateTimeField(default=timezone.now)
    status = models.CharField(max_length=50, default="NEW")
    seed: Any = None
    artifact: Any = None

    class Meta:
        indexes = [
            models.Index(
                fields=["scheduled"],
                condition=Q(scheduled__isnull=False),
                name="flow_task_scheduled",
            )
        ]

    @property
    def title(self) -> str:
        return str(self.flow_task.task_title) if self.flow_task else str(self.node)

    @property
    def brief(self) -> str:
        # As above: a node's title is text, never a template.
        return self.title


class WorkItem(models.Model):
    """One person asked at one visit to a node. ``state``: see ``votes.ItemState``."""

    task = models.ForeignKey(FlowTask, on_delete=models.CASCADE, related_name="items")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="items")
    app_id = models.BigIntegerField()
    member_id = models.BigIntegerField()
    node = models.CharField(max_length=63)
    position = models.PositiveIntegerField(default=0)
    state = models.CharField(max_length=12, default="pending")
    origin = models.CharField(max_length=12, default="assigned")
    """``assigned``, ``fallback`` (nobody was found), ``transfer``, ``before`` ``after``
    ``parallel`` (added by ``parent``), ``delegate``, ``stand_in`` (for ``on_behalf``),
    ``initiator`` and ``repeated`` (answered by a setting, not by a person)."""
    on_behalf = models.BigIntegerField(null=True)
    """Whom they stand in for."""
    weight = models.PositiveIntegerField(default=1)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.CASCADE, related_name="added", db_index=False
    )
    place = models.CharField(max_length=10, blank=True, default="")
    """``before``, ``after`` or ``delegate``: part of the parent's seat. Empty: its own."""
    stale = models.BooleanField(default=False)
    """The run was sent back to before this answer: it does not speak for its member later."""
    comment = models.TextField(blank=True, default="")
    created_at = models.DateTimeField()
    acted_at = models.DateTimeField(null=True)

    beside: Sequence[WorkItem]
    """While somebody acts on it: everybody asked at the visit, in order."""

    class Meta:
        indexes = [
            models.Index(fields=["member_id", "state", "created_at", "id"], name="work_item_todo"),
            models.Index(
                fields=["member_id", "acted_at", "id"],
                condition=Q(acted_at__isnull=False),
                name="work_item_done",
            ),
            models.Index(
                fields=["parent"], condition=Q(parent__isnull=False), name="work_item_added"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["task", "member_id"],
                condition=Q(state__in=["pending", "waiting"]),
                name="asked_once",
            )
        ]


class Child(models.Model):
    """A record that a sub-flow node made. ``state``: ``open``, ``approved`` (or simply there),
    ``rejected``, ``gone`` (voided or deleted)."""

    task = models.ForeignKey(FlowTask, on_delete=models.CASCADE, related_name="children")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="children")
    app_id = models.BigIntegerField()
    form = models.CharField(max_length=63)
    record_id = models.BigIntegerField()
    record_uid = models.CharField(max_length=40)
    row = models.BigIntegerField(null=True)
    """The row of the subform it was made for."""
    member_id = models.BigIntegerField(null=True)
    state = models.CharField(max_length=10)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["app_id", "form", "record_id"], name="child_of_record"),
        ]


class CarbonCopy(models.Model):
    """One person told at one visit to a node."""

    task = models.ForeignKey(FlowTask, on_delete=models.CASCADE, related_name="copies")
    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="copies")
    app_id = models.BigIntegerField()
    member_id = models.BigIntegerField()
    node = models.CharField(max_length=63)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["member_id", "created_at", "id"], name="copy_box"),
            models.Index(
                fields=["member_id"], condition=Q(read_at__isnull=True), name="copy_unread"
            ),
        ]


class Choice(models.Model):
    """Whom the initiator of a record has chosen; taken over when it is submitted."""

    app_id = models.BigIntegerField()
    form = models.CharField(max_length=63)
    record_id = models.BigIntegerField()
    node = models.CharField(max_length=63)
    members = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["app_id", "form", "record_id", "node"], name="flow_choice"
            )
        ]


class StandIn(models.Model):
    """``to`` is asked in the place of ``member`` from ``begins`` until ``ends``; everywhere, or in
    one app."""

    workspace_id = models.BigIntegerField()
    member_id = models.BigIntegerField()
    to_id = models.BigIntegerField()
    app_id = models.BigIntegerField(null=True)
    begins = models.DateTimeField()
    ends = models.DateTimeField()
    created_by = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["member_id", "ends"], name="flow_stand_in")]


class FlowAction(models.Model):
    """What somebody did, for ever. Timelines, logs and statistics read it; nothing decides by it.

    ``data`` by action: ``to`` (members), ``node`` (where it went back to), ``where``, ``changed``
    (field paths), ``attachments`` and ``signature`` (public ids of files)."""

    process = models.ForeignKey(Process, on_delete=models.CASCADE, related_name="log")
    task = models.ForeignKey(FlowTask, null=True, on_delete=models.CASCADE, related_name="log")
    node = models.CharField(max_length=63, blank=True, default="")
    member_id = models.BigIntegerField()
    action = models.CharField(max_length=16)
    comment = models.TextField(blank=True, default="")
    data = models.JSONField(default=dict)
    seconds = models.PositiveIntegerField(null=True)
    """How long the person had been asked."""
    created_at = models.DateTimeField()


def digest_of(content: Mapping[str, Any]) -> str:
    """Twelve hexadecimal digits that stand for the content."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:12]
