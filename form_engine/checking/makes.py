"""Records that documents bring along, with fields that are not there or cannot be filled."""

from __future__ import annotations

from collections.abc import Iterator

from form_engine.checking.conditions import condition
from form_engine.checking.forms import Forms, find, is_system
from form_engine.checking.references import can_be_filled, fits
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import type_of
from form_engine.make_document import Make
from huiliu.core.ports import Problem


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    if form.makes and not form.document:
        yield problem("makes", "makes_needs_document")
    for position, make in enumerate(form.makes):
        at = f"makes.{position}"
        target = _target(form, make, forms)
        if target is None:
            yield problem(f"{at}.into", "not_a_reference", path=make.into)
            continue
        if not form.by_path[make.into].readonly:
            yield problem(f"{at}.into", "not_readonly", path=make.into)
        for key in ("same", "values"):
            for theirs, ours in getattr(make, key).items():
                yield from _pair(form, make, target, forms, theirs, ours, f"{at}.{key}.{theirs}")
        for place, theirs in enumerate(make.agree):
            if theirs not in make.values:
                yield problem(f"{at}.agree.{place}", "unknown_field", path=theirs)
        if make.when is not None:
            yield from condition(make.when, f"{at}.when", form, form, forms)


def _target(form: FormDocument, make: Make, forms: Forms) -> FormDocument | None:
    config = form.by_path.get(make.into)
    if config is None or type_of(config).link != "record":
        return None
    return forms.get(getattr(config, "form", ""))


def _pair(
    form: FormDocument,
    make: Make,
    target: FormDocument,
    forms: Forms,
    theirs: str,
    ours: str,
    at: str,
) -> Iterator[Problem]:
    into, source = target.by_path.get(theirs), find(form, ours, forms)
    if into is None:
        yield problem(at, "unknown_field", path=theirs)
    elif not can_be_filled(into):
        yield problem(at, "bad_copy_target", path=theirs)
    elif ours == "$id":
        if getattr(into, "form", "") != form.id:
            yield problem(at, "copy_mismatch", source=ours, path=theirs)
    elif is_system(ours) or source is None or source.subform not in ("", make.scope):
        yield problem(at, "unknown_field", path=ours)
    elif not fits(source, into):
        yield problem(at, "copy_mismatch", source=ours, path=theirs)
