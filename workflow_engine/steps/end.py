"""End: gives the flow's word on the record, in the transaction of the last vote.

If the record refuses (a ledger would go below its floor), that vote never happened.
"""

from __future__ import annotations

from django.db import connection
from django.utils import timezone
from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.end import EndActivation, TerminateEndActivation
from viewflow.workflow.status import STATUS

from huiliu.core.rows import keep
from workflow_engine import telling
from workflow_engine.models import FlowTask
from workflow_engine.steps.named import Configured, Named


class ApprovedEndActivation(Named, EndActivation):
    # viewflow finishes a process when an End is reached in the round in which a sibling branch
    # has completed one task but not yet made the next. Activations of type "join" come last,
    # after every branch has come to rest: exactly what an End needs.
    type = "join"

    @Activation.status.super()
    def activate(self) -> None:
        """viewflow's, without a savepoint: a refusal undoes the whole answer."""
        self.process.outcome = "approved"
        self.task.started = timezone.now()
        if _others_are_open(self.task):
            return
        self.process.status, self.process.finished = STATUS.DONE, timezone.now()
        keep(self.process, "status", "finished", "outcome")
        self.run.decide("approved")
        telling.finished(self.process, "approved")

    @Activation.status.transition(source=STATUS.NEW, target=STATUS.DONE)
    def complete(self) -> None:
        self._is_done()


def _others_are_open(task: FlowTask) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_OPEN, [task.process_id, task.pk])
        return cursor.fetchone() is not None


_OPEN = (
    "SELECT 1 FROM workflow_engine_flowtask"
    " WHERE process_id = %s AND finished IS NULL AND id <> %s LIMIT 1"
)


class ApprovedEnd(Configured, nodes.End):
    activation_class = ApprovedEndActivation


class RejectedEndActivation(Named, TerminateEndActivation):
    @Activation.status.super()
    def activate(self) -> None:
        self.process.outcome = "rejected"
        super().activate.original()
        self.run.decide("rejected")
        telling.finished(self.process, "rejected")


class RejectedEnd(nodes.TerminateEnd):
    """Drawn by nobody and part of every flow: where a rejection leads."""

    activation_class = RejectedEndActivation
    node_id = "rejected"


class DrawnRejectedEnd(Configured, nodes.TerminateEnd):
    """An end that an admin drew: the record is rejected, whoever else is still asked."""

    activation_class = RejectedEndActivation
