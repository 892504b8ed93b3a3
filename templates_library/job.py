"""Installing in the background: sample data take longer than a request may."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import jobs, ports
from huiliu.core.actor import Actor
from huiliu.core.jobs import JobHandle
from templates_library.install import check_installable, install

KIND = "template_install"


def start(key: str, *, actor: Actor) -> int:
    """The job's id. It installs the template with its sample data."""
    check_installable(key, actor)
    payload = {"template": key}
    return ports.jobs().enqueue(
        KIND, payload, workspace_id=actor.workspace_id, member_id=actor.member_id, queue="long"
    )


def run(payload: Mapping[str, Any], job: JobHandle) -> dict[str, str]:
    """At least once: an install that was cut off goes on where it stopped."""
    actor = ports.org().actor(job.member_id or 0)
    app = install(payload["template"], actor=actor, sample_data=True, progress=job.progress)
    return {"app": app.key}


def register() -> None:
    jobs.register(KIND, run, max_attempts=3, queue="long")
