"""How long nodes and people take, for the administrators of an app."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Avg, Count, DurationField, ExpressionWrapper, F, Max, Q, QuerySet

from huiliu.core.actor import Actor
from workflow_engine.models import CurrentFlow, FlowAction, FlowTask
from workflow_engine.overseeing import require_admin


@dataclass(frozen=True)
class Times:
    """Of a node of a form's flow or of a person (``member_id``): how often, and seconds."""

    form: str
    node: str
    title: Mapping[str, str]
    member_id: int
    count: int
    mean: int
    longest: int


def times(
    actor: Actor, app_id: int, *, form: str = "", since: datetime
) -> tuple[list[Times], list[Times]]:
    """By node: from reaching it to leaving it. By person: from being asked to answering."""
    require_admin(actor)
    visits = FlowTask.objects.filter(
        process__app_id=app_id,
        process__aside=False,
        finished__gte=since,
        status="DONE",
        items__isnull=False,
    )
    answers = FlowAction.objects.filter(
        process__app_id=app_id, process__aside=False, created_at__gte=since, seconds__isnull=False,
        action__in=("approve", "reject", "handle", "return", "transfer"),
    )  # fmt: skip
    if form:
        visits, answers = visits.filter(process__form=form), answers.filter(process__form=form)
    return _by_node(visits), _by_person(answers)


def _by_node(visits: QuerySet[FlowTask]) -> list[Times]:
    taken = ExpressionWrapper(F("finished") - F("started"), output_field=DurationField())
    # A visit has many people: counted once.
    once = FlowTask.objects.filter(pk__in=visits.values("pk"), started__isnull=False)
    rows = once.annotate(taken=taken).values("process__form", "node", "process__app_id")
    found = rows.annotate(n=Count("pk"), mean=Avg("taken"), longest=Max("taken"))
    titles = _titles({row["process__app_id"] for row in found})
    return [
        Times(
            row["process__form"],
            row["node"],
            titles.get(row["process__form"], {}).get(row["node"], {}),
            0,
            row["n"],
            _seconds(row["mean"]),
            _seconds(row["longest"]),
        )
        for row in found.order_by("-mean", "node")
    ]


def _titles(apps: set[int]) -> dict[str, Mapping[str, Mapping[str, str]]]:
    current = CurrentFlow.objects.filter(app_id__in=apps)
    return dict(current.values_list("form", "definition__node_titles"))


def _by_person(answers: QuerySet[FlowAction]) -> list[Times]:
    rows = (
        answers.filter(~Q(member_id=0))
        .values("member_id")
        .annotate(n=Count("pk"), mean=Avg("seconds"), longest=Max("seconds"))
    )
    return [
        Times("", "", {}, row["member_id"], row["n"], int(row["mean"]), int(row["longest"]))
        for row in rows.order_by("-mean", "member_id")
    ]


def _seconds(length: Any) -> int:
    return int(length.total_seconds()) if length is not None else 0
