"""Profiles of sheets that fill fields which are not there, or that nobody fills in."""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.checking.forms import Forms
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import type_of
from form_engine.sheet_document import Running, SheetProfile
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, profile in enumerate(form.sheets):
        at = f"sheets.{position}"
        if profile.id in seen:
            yield problem(f"{at}.id", "duplicate_id", id=profile.id)
        seen.add(profile.id)
        yield from _fields(form, profile, at)


def _fields(form: FormDocument, profile: SheetProfile, at: str) -> Iterator[Problem]:
    for field in profile.columns:
        if not _is_entered(form, field):
            yield problem(f"{at}.columns.{field}", "unknown_field", path=field)
    for field in profile.amounts:
        if not _is_entered(form, field, "scaled"):
            yield problem(f"{at}.amounts.{field}", "bad_number", path=field)
    if profile.digest is not None and not _is_entered(form, profile.digest, "text"):
        yield problem(f"{at}.digest", "unknown_field", path=profile.digest)
    if profile.running is not None:
        yield from _chain(form, profile, profile.running, f"{at}.running")
    for place, field in enumerate(profile.asks):
        if getattr(form.by_path.get(field), "form", None) is None:
            yield problem(f"{at}.asks.{place}", "unknown_field", path=field)


def _chain(
    form: FormDocument, profile: SheetProfile, running: Running, at: str
) -> Iterator[Problem]:
    filled = {*profile.columns, *profile.amounts}
    for name, field in (("amount", running.amount), ("balance", running.balance)):
        if field not in filled or not _is_entered(form, field, "scaled"):
            yield problem(f"{at}.{name}", "bad_number", path=field)
    day = form.by_path.get(running.day or "")
    if running.day is not None and not (
        running.day in filled and day is not None and day.type == "date"
    ):
        yield problem(f"{at}.day", "unknown_field", path=running.day)
    for place, field in enumerate(running.of):
        if field not in profile.asks:
            yield problem(f"{at}.of.{place}", "unknown_field", path=field)


def _is_entered(form: FormDocument, field: str, kept_as: str | None = None) -> bool:
    config = form.by_path.get(field)
    storage = None if config is None else type_of(config).storage(config)
    if config is None or storage is None or config.readonly or type_of(config).computed:
        return False
    return kept_as is None or storage[0] == kept_as
