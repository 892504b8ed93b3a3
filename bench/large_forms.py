"""Forms of 100 and 300 fields, one with five formulas a row, and who designs them."""

from __future__ import annotations

from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402

from huiliu.core import ports  # noqa: E402
from huiliu.design import api as design  # noqa: E402
from huiliu.org import api as org  # noqa: E402

LOGIN, PASSWORD = "designer", "Bench-Designer-1"
TYPES = ("text", "number", "date", "switch", "long_text")
ROWS = 200


def field(id: str, type: str, label: str, **settings: Any) -> dict[str, Any]:
    return {"id": id, "type": type, "label": {"zh-CN": label}, **settings}


def of_fields(id: str, count: int) -> dict[str, Any]:
    fields = [field(f"f{n}", TYPES[n % len(TYPES)], f"字段 {n}") for n in range(1, count + 1)]
    return {"kind": "form", "version": 1, "id": id, "title": {"zh-CN": id}, "fields": fields}


def of_formulas() -> dict[str, Any]:
    """What is pasted in seven columns makes five more."""
    typed = [
        *(field(f"t{n}", "text", f"文字 {n}") for n in range(1, 5)),
        *(field(id, "number", id, scale=4) for id in ("qty", "price", "rate")),
    ]
    formulas = {
        "amount": "ROUND({lines.qty}*{lines.price},2)",
        "tax": "ROUND({lines.amount}*{lines.rate},2)",
        "sum": "{lines.amount}+{lines.tax}",
        "size": 'IF({lines.sum}>1000,"大","小")',
        "words": 'CONCAT({lines.t1},"-",{lines.t2})',
    }
    worked_out = [
        field(id, "formula", id, formula=formula, result="text")
        if id in ("size", "words")
        else field(id, "formula", id, formula=formula, result="number", scale=2)
        for id, formula in formulas.items()
    ]
    lines = field("lines", "subform", "明细", max_rows=500, fields=[*typed, *worked_out])
    total = field("total", "formula", "合计", result="number", scale=2, formula="SUM({lines.sum})")
    return {
        "kind": "form", "version": 1, "id": "pasted", "title": {"zh-CN": "粘贴"},
        "fields": [lines, total],
    }  # fmt: skip


def main() -> None:
    call_command("migrate", verbosity=0)
    org.make_first_administrator()
    admin = ports.org().actor(ports.org().administrators(org.Workspace.objects.get().pk)[0])
    app = design.apps.create(admin, "bench", {"zh-CN": "bench"})
    change = org.members.MemberChange(name="周婷", password=PASSWORD, is_admin=True)
    org.members.add(admin, LOGIN, change)
    for content in (of_fields("hundred", 100), of_fields("many", 300), of_formulas()):
        saved = design.drafts.save(admin, app, "form", content["id"], content, 0)
        design.publish(admin, app, "form", content["id"], rev=saved.rev)
    group = {
        "kind": "permission", "version": 1, "id": "pasted_all", "form": "pasted",
        "title": {"zh-CN": "全部"}, "members": {"everyone": True},
        "actions": ["view", "create", "edit"],
    }  # fmt: skip
    saved = design.drafts.save(admin, app, "permission", group["id"], group, 0)
    design.publish(admin, app, "permission", group["id"], rev=saved.rev)


if __name__ == "__main__":
    main()
