"""变更单: an approved document that changes another, as a new version with its history.

What was executed already is the least that may be left.
"""

from __future__ import annotations

from decimal import Decimal

from form_engine.catalog import get_plan
from form_engine.link_document import Changes, Link
from form_engine.links.catalog import links_from
from form_engine.links.sight import seen_title, sees
from form_engine.links.taking import limit_of
from form_engine.queries.sources import sources_of, taken_of
from form_engine.records.changing import write_changes
from form_engine.records.context import Writing
from form_engine.records.told import told
from huiliu.core.access import system_access
from huiliu.core.errors import RuleRefused, ValidationFailed
from huiliu.core.expressions.formula import parse
from huiliu.core.expressions.values import plain
from huiliu.core.paths import env_of
from huiliu.core.records import Record, Values

_WORDS = {
    "zh-CN": "{document} 已执行 {taken}，变更后上限为 {limit}，不能少于已执行数量",
    "en": "Of {document} {taken} is executed already; the change would leave only {limit}",
}

_UNSEEN = {
    "zh-CN": "变更后少于已执行数量",
    "en": "The change would leave less than is executed already",
}


def apply_changes(writing: Writing, record: Record) -> None:
    """The change order was just approved, and what it changes is locked."""
    changes = writing.plan.document.changes
    if changes is None:
        return
    link = next(one for one in writing.plan.document.links if one.id == changes.link)
    number = record.values.get(link.record)
    if number is None:
        return
    there = Writing.on(
        writing.app, link.form, system_access(writing.actor, link.form), writing.cause
    )
    target = there.load(int(number), lock=False)
    wanted = _cleaned(there, target, _wanted(changes, link, record.values, target.values))
    after = write_changes(there, target, wanted)
    if after is not None:
        _require_executed(there, after)


def _cleaned(there: Writing, target: Record, given: Values) -> Values:
    """What its form complains of stands in another document than the one that is approved: its
    rules' words are told, its places and values are not."""
    try:
        return there.clean(given, there.access, target.values, final=True, settled=True)
    except ValidationFailed as error:
        raise ValidationFailed(fields=told(error.fields, lambda path: False)) from error


def _wanted(changes: Changes, link: Link, own: Values, held: Values) -> Values:
    """What is empty in the change order stays as it is."""
    given: Values = {}
    columns: dict[str, str] = {}
    for target, source in changes.fields.items():
        if "." in target:
            columns[target.partition(".")[2]] = source.partition(".")[2]
        elif own.get(source) is not None:
            given[target] = own[source]
    if changes.version is not None:
        given[changes.version] = (held.get(changes.version) or Decimal(1)) + 1
    if columns and link.lines and link.row:
        given[link.lines] = _rows(link, columns, own, held)
    return given


def _rows(link: Link, columns: dict[str, str], own: Values, held: Values) -> list[Values]:
    """A line that names none is a new one."""
    name = (link.row or "").partition(".")[2]
    changed: dict[int, Values] = {}
    added: list[Values] = []
    for row in own.get(link.scope) or ():
        values = {to: row[of] for to, of in columns.items() if row.get(of) is not None}
        if row.get(name) is None:
            added.append(values)
        else:
            changed[int(row[name])] = values
    kept = held.get(link.lines or "") or ()
    return [{"$row": row["$row"], **changed.get(row["$row"], {})} for row in kept] + added


def _require_executed(there: Writing, after: Record) -> None:
    """Raises ``BELOW_EXECUTED``."""
    app, env = there.app, env_of(there.actor)
    for linked in links_from(app, after.form):
        link = linked.link
        if link.limit is None:
            continue
        formula = parse(link.limit)
        sources = sources_of(app, link.form, link.lines, [after.id], formula.refs)
        keys = {row or record: (record, row) for record, row in sources}
        plan = get_plan(app, linked.form)
        for number, (taken,) in taken_of(
            plan, link.scope, link.key, keys, [link.quantity]
        ).items():  # fmt: skip
            limit = limit_of(formula.run(sources[keys[number]].get, env))
            if taken > limit:
                raise _refused(there, after, link, taken, limit)


def _refused(
    there: Writing, after: Record, link: Link, taken: Decimal, limit: Decimal
) -> RuleRefused:
    """Who may not see what is left of the document is told that it is too little, not by how
    much."""
    read = parse(link.limit or "").refs | ({link.into} if link.into else set())
    if not sees(there.app, after.form, after.id, read, there.actor):
        return RuleRefused("BELOW_EXECUTED", _UNSEEN)
    title = seen_title(there.app, after.form, after.id, there.actor)
    return RuleRefused(
        "BELOW_EXECUTED", _WORDS, document=title, taken=plain(taken), limit=plain(limit)
    )
