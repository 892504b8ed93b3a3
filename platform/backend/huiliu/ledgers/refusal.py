"""Says in the ledger's own words what is short: "保温杯 库存不足：现存 3，需要 5". Who may not see
the balance hears the same without its figures: "保温杯 库存不足"."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, RuleRefused
from huiliu.core.exact import from_scaled
from huiliu.core.expressions.values import plain
from huiliu.core.text import LANGUAGES, Words, choose, without
from huiliu.ledgers.dimension_titles import titles_of
from huiliu.ledgers.hearing import knows_name, may_know, may_know_of, may_know_place
from huiliu.ledgers.holders import holders
from huiliu.ledgers.plan import LedgerPlan
from huiliu.ledgers.shortage import Short, Shortage, Unfit

Askers = Collection[Actor | None]
WHOLE = "$form"
"""Where a complaint about a record as a whole stands."""
_HOLDERS = "holders"
_FIGURES = ("current", "required", "shortage")
_NOTHING_LEFT = {"zh-CN": "{what} 数量不足", "en": "Not enough: {what}"}


def short_refusal(short: Short, askers: Askers) -> RuleRefused:
    """The first shortage is the message; every line that takes part gets its own complaint."""
    titles = titles_of(short.plan, [shortage.key for shortage in short.shortages])
    told = [(one, _told(short.plan, one, titles, askers)) for one in short.shortages]
    fields: dict[str, list[FieldError]] = {}
    for shortage, error in told:
        for where in shortage.wheres:
            known = all(may_know_place(asker, short.plan.app, where) for asker in askers)
            complaints = fields.setdefault(where.path if known else WHOLE, [])
            complaints += [error] if known or error not in complaints else []
    first = told[0][1]
    return RuleRefused(first.code, first.words, fields=fields, **dict(first.data))


def unfit_refusal(unfit: Unfit, askers: Askers) -> RuleRefused:
    if not all(may_know_of(asker, unfit.plan, unfit.columns) for asker in askers):
        return RuleRefused(unfit.code, unfit.plain)
    document = unfit.plan.document
    measure = document.measure.get(unfit.columns[-1])
    words = {
        language: unfit.words[language]
        .replace("{ledger}", choose(document.title, language))
        .replace("{measure}", choose(measure.label, language) if measure else "")
        for language in LANGUAGES
    }
    return RuleRefused(unfit.code, words, fields=None, **unfit.data)


def _told(
    plan: LedgerPlan,
    shortage: Shortage,
    titles: Mapping[tuple[int, str], str],
    askers: Askers,
) -> FieldError:
    names = _names(plan, shortage, titles, askers)
    if all(may_know(asker, shortage) for asker in askers):
        data = {**names, **_figures(shortage)}
        words = shortage.limit.message
        if held := holders(shortage, askers):
            data[_HOLDERS] = held
        else:
            words = without(words, (_HOLDERS,)) or words
        return FieldError(shortage.limit.code, words, data)
    hidden = (*_FIGURES, _HOLDERS, *shortage.more)
    return FieldError(shortage.limit.code, _without(shortage, hidden, names), names)


def _figures(shortage: Shortage) -> dict[str, str]:
    missing = shortage.required - (shortage.current - shortage.low)
    amounts = (shortage.current, shortage.required, missing)
    shown = [plain(from_scaled(amount, shortage.scale)) for amount in amounts]
    return {**dict(zip(_FIGURES, shown, strict=True)), **shortage.more}


def _names(
    plan: LedgerPlan,
    shortage: Shortage,
    titles: Mapping[tuple[int, str], str],
    askers: Askers,
) -> dict[str, str]:
    """What the parts of the key are called; one that somebody may not see, by its kind."""
    first, found = shortage.of[0], {}
    along = [first.plan.storage.dimensions[place].id for place in first.places]
    for position, dimension in enumerate(plan.document.dimensions):
        if dimension.id not in along:
            found[dimension.id] = ""
        elif all(knows_name(asker, shortage, along.index(dimension.id)) for asker in askers):
            found[dimension.id] = titles.get((position, shortage.key[position]), "")
        else:
            found[dimension.id] = choose(dimension.label, _language(askers))
    return found


def _without(shortage: Shortage, hidden: Collection[str], names: Mapping[str, str]) -> Words:
    what = " ".join(filter(None, names.values()))
    left = without(shortage.limit.message, hidden)
    return left or {one: _NOTHING_LEFT[one].replace("{what}", what) for one in LANGUAGES}


def _language(askers: Askers) -> str:
    return next((asker.language for asker in askers if asker is not None), LANGUAGES[0])
