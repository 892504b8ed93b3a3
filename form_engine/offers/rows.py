"""What is offered for a subform, by whatever its form says offers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from form_engine.fields.subform import SubformConfig
from form_engine.offers import by_ledger, by_record
from form_engine.plan import Plan
from huiliu.core.access import Access
from huiliu.core.actor import AppRef

Row = dict[str, Any]


def offered(
    app: AppRef, plan: Plan, config: SubformConfig, known: Mapping[str, Any], access: Access
) -> list[Row]:
    """Values on the wire by column, of columns that the actor may see. ``known``: the record as it
    is being filled in, typed."""
    actor, sub = access.actor, config.id
    if config.ledger_offers:
        found = [
            row
            for offer in config.ledger_offers
            for row in by_ledger.rows_of(app, plan, sub, offer, known, actor)
        ]
        shown: Iterable[str] = {
            column for offer in config.ledger_offers for column in by_ledger.shown_columns(offer)
        }
    elif config.from_record is not None:
        every = access.everything
        found = by_record.rows_of(
            app, plan, sub, config.from_record, known, actor, everything=every
        )
        shown = [*config.from_record.columns, *config.from_record.formulas]
    else:
        return []
    hidden = {column for column in shown if not _sees(access, f"{sub}.{column}")}
    return [
        {name: value for name, value in row.items() if name not in hidden}
        for row in found[: config.max_rows]
    ]


def filling(plan: Plan) -> Iterator[SubformConfig]:
    """The subforms that fill themselves."""
    for config in plan.document.fields:
        if isinstance(config, SubformConfig) and any(
            one is not None and one.fills for one in (*config.ledger_offers, config.from_record)
        ):
            yield config


def _sees(access: Access, path: str) -> bool:
    return access.everything or any(grant.may_see(path) for grant in access.grants)
