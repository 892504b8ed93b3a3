"""The small company, with work that follows its receipts: inside the save, after it, and in
transactions of its own after that.

``python -m tests.faults.company`` makes it in the configured database and prints its keys.
"""

from __future__ import annotations

import json
from dataclasses import asdict

from tests.support.company import Company, Json, goods
from tests.support.company import make as make_small


def _about_a_receipt(id: str, title: str) -> Json:
    return {
        "kind": "form",
        "version": 1,
        "id": id,
        "title": {"zh-CN": title},
        "fields": [{"id": "receipt", "type": "text", "label": {"zh-CN": "入库单"}}],
        "title_field": "receipt",
    }


FORMS = [_about_a_receipt("shelf_note", "上架单"), _about_a_receipt("label", "标签")]
LABEL: Json = {
    "type": "create_record",
    "form": "label",
    "values": {"receipt": {"formula": "{note}"}},
}
AUTOMATION: Json = {
    "kind": "automation",
    "version": 1,
    "id": "shelve",
    "title": {"zh-CN": "入库后上架"},
    "order": 10,
    "enabled": True,
    "trigger": {"type": "record_approved", "form": "receipt"},
    "steps": [
        {
            "id": "note",
            "type": "create_record",
            "form": "shelf_note",
            "values": {"receipt": {"formula": "{note}"}},
        },
        {
            "id": "tell",
            "type": "notify",
            "to": {"roles": ["clerk"]},
            "message": {"zh-CN": "{note} 已入库"},
        },
        # That moment has passed: what follows is done at once, in a transaction of its own.
        {"id": "rest", "type": "wait", "until": {"field": "day", "days": -1}},
        {"id": "label", **LABEL},
        {"id": "rest_more", "type": "wait", "until": {"field": "day", "days": -1}},
        {"id": "second_label", **LABEL},
    ],
}
CLERK = [
    {
        "kind": "permission",
        "version": 1,
        "id": f"clerk_{form['id']}",
        "form": form["id"],
        "title": form["title"],
        "members": {"roles": ["clerk"]},
        "actions": ["view", "create"],
    }
    for form in FORMS
]


def document(product: str, number: int) -> Json:
    """The values of the ``number``th receipt or delivery, which names itself in its note."""
    return {"note": str(number), **goods(product, 1)}


def make() -> Company:
    from huiliu.core import ports
    from huiliu.design import api as design
    from huiliu.org import api as org

    company = make_small()
    workspace = org.Workspace.objects.get().pk
    admin = ports.org().actor(ports.org().administrators(workspace)[0])
    for content in (*FORMS, AUTOMATION, *CLERK):
        app = ports.documents().app(workspace, company.app)
        saved = design.drafts.save(admin, app, content["kind"], content["id"], content, 0)
        design.publish(admin, app, content["kind"], content["id"], rev=saved.rev)
    return company


def main() -> None:
    from huiliu.server.cli.places import load_django

    load_django()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    print(json.dumps(asdict(make())))


if __name__ == "__main__":
    main()
