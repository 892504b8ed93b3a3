"""下推: drafts of the next document with what is open, and what there is to push."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from form_engine.catalog import get_plan
from form_engine.field_type import type_of
from form_engine.link_document import Link, Offer
from form_engine.links.catalog import Linked, links_from
from form_engine.links.sight import sees
from form_engine.links.taking import number_of
from form_engine.queries.paths import Source
from form_engine.queries.rights import either
from form_engine.queries.sources import sources_of, taken_of
from form_engine.records.creating import create_draft
from form_engine.resolve import Key, Values
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef, Cause
from huiliu.core.errors import Conflict, Forbidden, NotFound
from huiliu.core.expressions.conditions import current_values, evaluate, paths
from huiliu.core.expressions.formula import FormulaError, parse
from huiliu.core.expressions.results import fitted
from huiliu.core.paths import env_of
from huiliu.core.records import Record


class NothingOpen(Conflict):
    code = "nothing_open"
    words = {"zh-CN": "没有可以下推的明细", "en": "Nothing is open to be pushed"}


@dataclass(frozen=True)
class OpenLine:
    """``amount`` is in the unit of the field that 下推 fills in, None for who may not see what it
    is made of; ``drafted`` what drafts that the reader may see would take, in the unit of the
    link's quantity."""

    key: Key
    amount: Decimal | None
    drafted: Decimal | None = None


def pushes(app: AppRef, record: Record, actor: Actor) -> Iterator[tuple[Linked, list[OpenLine]]]:
    """The links by which this actor may make a next document, with what is open."""
    for linked in links_from(app, record.form):
        access = _creating(app, linked, actor)
        if access is not None and linked.link.offer is not None:
            found = open_lines(app, linked.link, [record], actor)
            drafted = _drafted(app, linked, access, [line.key for line in found])
            refs = parse(linked.link.offer.amount).refs
            seen = sees(app, record.form, record.id, refs, actor)
            yield (
                linked,
                [
                    OpenLine(one.key, one.amount if seen else None, drafted.get(one.key))
                    for one in found
                ],
            )


def push(
    app: AppRef,
    records: Sequence[Record],
    key: str,
    *,
    actor: Actor,
    cause: Cause,
    wanted: Mapping[int, str | None] | None = None,
) -> tuple[str, Record]:
    """The form and the draft. ``records`` are sources that the actor may see; ``wanted``: row →
    amount, or None for all that is open there. Without it every open line is taken."""
    linked = next((one for one in links_from(app, records[0].form) if one.key == key), None)
    if linked is None or linked.link.offer is None:
        raise NotFound
    access = _creating(app, linked, actor)
    if access is None:
        raise Forbidden
    link, offer = linked.link, linked.link.offer
    lines = open_lines(app, link, records, actor)
    if wanted is not None:
        lines = [line for line in lines if number_of(line.key) in wanted]
    if not lines:
        raise NothingOpen
    chosen = wanted or {}
    amounts = [(line.key, chosen.get(number_of(line.key)) or str(line.amount)) for line in lines]
    uids = {record.id: record.uid for record in records}
    values = _values(link, offer, amounts, uids)
    made = create_draft(app, linked.form, values, access=access, cause=cause, brought=link.scope)
    return linked.form, made


def open_lines(app: AppRef, link: Link, records: Sequence[Record], actor: Actor) -> list[OpenLine]:
    """Of approved documents that are not closed, in their order."""
    offer = link.offer
    usable = {one.id for one in records if _is_usable(app, one)}
    if offer is None or not usable:
        return []
    formula = parse(offer.amount)
    read = formula.refs | (paths(link.where) if link.where else frozenset())
    sources, env = sources_of(app, link.form, link.lines, usable, read), env_of(actor)
    found = []
    for key, values in sources.items():
        amount = fitted(formula.run(values.get, env), "number", _scale(app, link, offer))
        if isinstance(amount, FormulaError) or not isinstance(amount, Decimal) or amount <= 0:
            continue
        if link.where is None or evaluate(
            link.where,
            values.get,
            current_values(actor, env.now, env.today),
            kinds=lambda _: "json",
        ):
            found.append(OpenLine(key, amount))
    return found


def _scale(app: AppRef, link: Link, offer: Offer) -> int:
    """Of the field that is filled in; the form that has the link is found by the link itself."""
    linked = next(one for one in links_from(app, link.form) if one.link == link)
    config = get_plan(app, linked.form).fields[offer.into]
    storage = type_of(config).storage(config)
    return storage[1] if storage is not None else 0


def _is_usable(app: AppRef, record: Record) -> bool:
    execution = get_plan(app, record.form).document.execution
    closed = execution is not None and record.values.get(execution.status) == "closed"
    return record.state in (None, "approved") and not closed


def _creating(app: AppRef, linked: Linked, actor: Actor) -> Access | None:
    try:
        access = ports.permissions().access(actor, app, linked.form)
    except NotFound:
        return None
    return access if access.may("create") else None


def _drafted(
    app: AppRef, linked: Linked, access: Access, keys: Sequence[Key]
) -> dict[Key, Decimal]:
    """Only of drafts that the reader may see, with their quantities."""
    link, plan = linked.link, get_plan(app, linked.form)
    grants = access.seeing([link.quantity, link.key, link.record])
    if not access.everything and not grants:
        return {}
    source = Source(app, plan)
    only = ("1=1", []) if access.everything else either(access, grants, source.operand)
    numbers = {number_of(key): key for key in keys}
    states = ("draft", "pending")
    found = taken_of(
        plan, link.scope, link.key, numbers, [link.quantity],
        states=states, tables=source.tables(), only=only,
    )  # fmt: skip
    return {numbers[number]: sums[0] for number, sums in found.items()}


def _values(
    link: Link, offer: Offer, amounts: Sequence[tuple[Key, str]], uids: Mapping[int, str]
) -> Values:
    given: dict[str, Any] = {}
    rows: list[dict[str, Any]] = []
    for (record, row), amount in amounts:
        line: dict[str, Any] = {}
        for path, value in (
            (link.record, uids[record]), (link.row, None if row is None else str(row)),
            (offer.into, amount),
        ):  # fmt: skip
            if path and "." in path:
                line[path.partition(".")[2]] = value
            elif path:
                given[path] = value
        rows.append(line)
    if link.scope:
        given[link.scope] = rows
    return given
