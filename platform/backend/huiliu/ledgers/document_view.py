"""The ledger's design as one member may see it: hidden dimensions and measures are absent."""

from __future__ import annotations

from typing import Any

from huiliu.core.access import Access
from huiliu.ledgers.check_columns import shown_checks
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.sight import Sight


def visible_document(plan: LedgerPlan, access: Access) -> dict[str, Any]:
    """How entries come about and what refuses them is the designer's business: left out. Of
    checks what they are called, for their sums beside the balances."""
    sight = Sight(plan, access)
    left_out = {"postings", "checks"}
    content = plan.document.model_dump(mode="json", exclude_none=True, exclude=left_out)
    content["dimensions"] = [d for d in content["dimensions"] if sight.shows(d["id"])]
    content["measures"] = [
        {key: value for key, value in m.items() if key != "floor"}
        for m in content["measures"]
        if sight.shows(m["id"])
    ]
    content["checks"] = [
        {"id": one.check.id, "label": dict(one.check.label), "scale": one.scale}
        for one in shown_checks(sight)
    ]
    if not sight.shows(content.get("open", "")):
        content.pop("open", None)
    ageing = plan.document.ageing
    if ageing and not all(map(sight.shows, (ageing.date, ageing.measure, *ageing.by))):
        del content["ageing"]
    return content
