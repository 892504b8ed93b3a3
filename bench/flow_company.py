"""Publishes two flows with their people: five who vote, two hundred who countersign. Prints ids."""

from __future__ import annotations

import json
from typing import Any

import django

from bench import documents

django.setup()

from django.core.management import call_command  # noqa: E402

from huiliu.core import ports  # noqa: E402
from huiliu.core.actor import Actor  # noqa: E402
from huiliu.design import api as design  # noqa: E402
from huiliu.org import api as org  # noqa: E402


def fill() -> dict[str, Any]:
    call_command("migrate", verbosity=0)
    org.make_first_administrator()
    admin = ports.org().actor(ports.org().administrators(org.Workspace.objects.get().pk)[0])
    for role in ("sales", *documents.VOTERS):
        org.roles.add(admin, role, {"zh-CN": role})
    people = {role: _people(admin, role, count) for role, count in documents.VOTERS.items()}
    initiator = _people(admin, "sales", 1)[0]
    app = design.apps.create(admin, "bench", {"zh-CN": "bench"})
    for kind, content in documents.CLAIMS:
        saved = design.drafts.save(admin, app, kind, content["id"], content, 0)
        design.publish(admin, app, kind, content["id"], rev=saved.rev)
        app = ports.documents().app(app.workspace_id, app.key)
    key = org.keys.make(ports.org().actor(people["voter"][0]), "bench")[1]
    return {"initiator": initiator, "voters": people["voter"], "key": key}


def _people(admin: Actor, role: str, count: int) -> list[int]:
    change = org.members.MemberChange
    return [
        org.members.add(admin, f"{role}{n}", change(name=f"{role} {n}", roles=[role])).pk
        for n in range(count)
    ]


if __name__ == "__main__":
    print(json.dumps(fill()))
