"""Refuses what a form forbids for records that are in use, and says where they are used."""

from __future__ import annotations

from collections.abc import Iterable

from form_engine.catalog import get_plan
from form_engine.links.sight import access_to
from form_engine.records.differences import Changed
from form_engine.titles import titles_of
from form_engine.use_document import Held, InUse
from form_engine.uses.pointing_at import User, users_of
from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.conditions import Condition
from huiliu.core.errors import FieldError, RuleRefused
from huiliu.core.expressions.conditions import paths
from huiliu.core.paths import env_of, is_true
from huiliu.core.pending import send_pending
from huiliu.core.records import Record, Values
from huiliu.core.text import choose

_MOST_NAMED = 3
_EMPTY = (None, "")
_ELSEWHERE = {"zh-CN": "其他数据", "en": "other records"}


def require_unused(record: Record, actor: Actor) -> None:
    """Before it is deleted."""
    for rule in get_plan(record.app, record.form).document.in_use:
        if rule.deleted:
            _require(rule, record, actor, ())


def require_kept(record: Record, values: Values, changed: Changed, actor: Actor) -> None:
    """Before ``values`` are stored instead of what the record holds. What was empty may be filled
    in."""
    for rule in get_plan(record.app, record.form).document.in_use:
        fields = [one for one in rule.keeps if changed.get(one, _EMPTY)[0] not in _EMPTY]
        if rule.when is not None and _becomes(rule.when, record.values, values, actor):
            fields += [one for one in sorted(paths(rule.when)) if one in changed]
        if fields:
            _require(rule, record, actor, fields)


def _becomes(when: Condition, before: Values, after: Values, actor: Actor) -> bool:
    env = env_of(actor)
    return is_true(when, after.get, actor, env) and not is_true(when, before.get, actor, env)


def _require(rule: InUse, record: Record, actor: Actor, fields: Iterable[str]) -> None:
    if not actor.role_keys.isdisjoint(rule.unless):
        return
    send_pending()
    places = _places(rule, record, actor)
    if not places:
        return
    shown = {"places": "、".join(dict.fromkeys(places))}
    complaints = {one: [FieldError(rule.code, rule.message, shown)] for one in fields}
    raise RuleRefused(rule.code, rule.message, fields=complaints or None, **shown)


def _places(rule: InUse, record: Record, actor: Actor) -> list[str]:
    """What to call them; none that is used nowhere."""
    found = [_held_in(one, record, actor) for one in rule.held]
    places = [one for one in found if one]
    if rule.pointed:
        places += _pointed_from(rule, record, actor)
    return places


def _held_in(held: Held, record: Record, actor: Actor) -> str:
    key = {held.dimension: record.id}
    (amounts,) = ports.ledgers().amounts(record.app, held.ledger, [key])
    if not amounts.get(held.measure):
        return ""
    document = ports.documents().find(record.app, "ledger", held.ledger)
    assert document is not None
    measures = {one["id"]: one["label"] for one in document.content["measures"]}
    return choose(measures[held.measure], actor.language)


def _pointed_from(rule: InUse, record: Record, actor: Actor) -> list[str]:
    users = list(users_of(record.app, record.form, record.id, rule, most=_MOST_NAMED))
    named = [_named(record, one, actor) for one in users]
    shown = [name for name in named if name]
    if len(shown) > _MOST_NAMED:
        return [*shown[:_MOST_NAMED], "…"]
    hidden = len(shown) < len(users)
    return [*shown, choose(_ELSEWHERE, actor.language)] if hidden else shown


def _named(record: Record, user: User, actor: Actor) -> str:
    """Of the form and of the record, for who may see that it points."""
    here = access_to(record.app, user.form, user.id, actor)
    if here is None or not here.may("view") or not here.may_see(user.path):
        return ""
    form = choose(get_plan(record.app, user.form).document.title, actor.language)
    title = titles_of(record.app, user.form, [user.id]).get(user.id, ("", ""))[1]
    return f"{form} {title}".strip()
