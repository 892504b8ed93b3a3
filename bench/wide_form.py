"""A form with a subform of 12 columns, and somebody to type in it."""

from __future__ import annotations

import django

from bench import documents
from bench.documents import LINES as _  # noqa: F401

django.setup()

from django.core.management import call_command  # noqa: E402

from huiliu.core import ports  # noqa: E402
from huiliu.design import api as design  # noqa: E402
from huiliu.org import api as org  # noqa: E402

PASSWORD = "Bench-Typist-1"


def main() -> None:
    call_command("migrate", verbosity=0)
    org.make_first_administrator()
    admin = ports.org().actor(ports.org().administrators(org.Workspace.objects.get().pk)[0])
    app = design.apps.create(admin, "bench", {"zh-CN": "bench"})
    org.roles.add(admin, "sales", {"zh-CN": "销售员"})
    typist = org.members.MemberChange(name="周婷", password=PASSWORD, roles=["sales"])
    org.members.add(admin, "typist", typist)
    for kind, content in (("form", documents.WIDE), ("permission", documents.permission("wide"))):
        saved = design.drafts.save(admin, app, kind, content["id"], content, 0)
        design.publish(admin, app, kind, content["id"], rev=saved.rev)


if __name__ == "__main__":
    main()
