"""End: gives the flow's word on the record, in the transaction of the last vote.

If the record refuses (a ledger would go below its floor), that vote never happened.
"""

from __future__ import annotations

from viewflow.workflow import nodes
from viewflow.workflow.activation import Activation
from viewflow.workflow.nodes.end import EndActivation, TerminateEndActivation

from huiliu.core import ports
from workflow_engine import telling
from workflow_engine.steps.named import Configured, Named


class ApprovedEndActivation(Named, EndActivation):
    # viewflow finishes a process when an End is reached in the round in which a sibling branch
    # has completed one task but not yet made the next. Activations of type "join" come last,
    # after every branch has come to rest: exactly what an End needs.
    type = "join"

    @Activation.status.super()
    def activate(self) -> None:
        self.process.outcome = "approved"
        super().activate.original()
        if self.process.finished is not None:
            run = self.run
            run.record = ports.records().decide(
                run.record, "approved", actor=run.actor, cause=run.cause
            )
            telling.finished(self.process, "approved")


class ApprovedEnd(Configured, nodes.End):
    activation_class = ApprovedEndActivation


class RejectedEndActivation(Named, TerminateEndActivation):
    @Activation.status.super()
    def activate(self) -> None:
        self.process.outcome = "rejected"
        super().activate.original()
        run = self.run
        run.record = ports.records().decide(
            run.record, "rejected", actor=run.actor, cause=run.cause
        )
        telling.finished(self.process, "rejected")


class RejectedEnd(nodes.TerminateEnd):
    """Drawn by nobody and part of every flow: where a rejection leads."""

    activation_class = RejectedEndActivation
    node_id = "rejected"


class DrawnRejectedEnd(Configured, nodes.TerminateEnd):
    """An end that an admin drew: the record is rejected, whoever else is still asked."""

    activation_class = RejectedEndActivation
