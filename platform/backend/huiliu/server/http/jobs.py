"""Long work somebody waits for: how far it is, and how to stop it."""

from __future__ import annotations

from typing import Any, Literal, cast

from django.http import HttpRequest
from ninja import Router, Schema

from huiliu.core.actor import Actor
from huiliu.core.errors import NotFound
from huiliu.server.http.doors import actor_of
from huiliu.server.jobs import api as jobs
from huiliu.server.jobs.models import Job

router = Router()


State = Literal["queued", "running", "done", "failed", "cancelled", "dead"]


class JobOut(Schema):
    id: str
    kind: str
    state: State
    progress: int
    total: int | None
    message: str
    result: Any = None  # what the kind of job says


@router.get("/jobs/{job_id}", response=JobOut)
def get_job(request: HttpRequest, job_id: str) -> JobOut:
    return _shown(_mine(request, job_id), actor_of(request))


@router.post("/jobs/{job_id}/cancel", response=JobOut)
def cancel_job(request: HttpRequest, job_id: str) -> JobOut:
    jobs.cancel(_mine(request, job_id).pk)
    return _shown(_mine(request, job_id), actor_of(request))


def _mine(request: HttpRequest, job_id: str) -> Job:
    """One's own; administrators stop anybody's."""
    actor = actor_of(request)
    if not (job_id.isascii() and job_id.isdigit() and len(job_id) < 19):
        raise NotFound
    member_id = None if actor.is_admin else actor.member_id
    return jobs.find(int(job_id), workspace_id=actor.workspace_id, member_id=member_id)


def _shown(job: Job, actor: Actor) -> JobOut:
    """What came of it is for whoever asked for it: it speaks of records as they see them."""
    is_mine = job.member_id == actor.member_id
    return JobOut(
        id=str(job.pk),
        kind=job.kind,
        state=cast(State, job.state),
        progress=job.progress,
        total=job.total,
        message=job.message if is_mine else "",
        result=job.result if is_mine else None,
    )
