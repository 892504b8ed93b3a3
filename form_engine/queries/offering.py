"""The rows that are offered for a subform of a record that is being filled in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from form_engine.catalog import get_plan
from form_engine.fields.subform import SubformConfig
from form_engine.offers.rows import offered
from form_engine.queries.rights import unknown
from form_engine.records.previewing import preview_values
from huiliu.core.access import Access
from huiliu.core.actor import AppRef

Row = dict[str, Any]


def offered_rows(
    app: AppRef, form: str, subform: str, values: Mapping[str, Any], *, access: Access
) -> list[Row]:
    """Values on the wire by column, of columns that the actor may see. ``values``: of the record
    being filled in. What its source hides from the actor is not offered."""
    plan = get_plan(app, form)
    config = plan.fields.get(subform)
    seen = access.everything or any(grant.may_see(subform) for grant in access.grants)
    if not isinstance(config, SubformConfig) or not seen or not _is_offered(config):
        unknown(subform)
    return offered(app, plan, config, preview_values(app, form, values, access=access), access)


def _is_offered(config: SubformConfig) -> bool:
    return bool(config.ledger_offers) or config.from_record is not None
