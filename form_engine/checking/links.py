"""Links to sources and the state of execution: fields that are not there or cannot keep it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from form_engine.checking.conditions import condition
from form_engine.checking.forms import Forms, find
from form_engine.checking.formulas import formula_problems
from form_engine.checking.references import can_be_filled, fits
from form_engine.checking.words import problem
from form_engine.document import FormDocument
from form_engine.field_type import FieldConfig, type_of
from form_engine.link_document import STATUSES, Link
from huiliu.core.ports import Problem
from huiliu.core.text import choose


def check(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    if (form.links or form.execution) and not form.document:
        yield problem("document", "links_need_document")
    seen: set[str] = set()
    for position, link in enumerate(form.links):
        at = f"links.{position}"
        if link.id in seen:
            yield problem(f"{at}.id", "duplicate_id", id=link.id)
        seen.add(link.id)
        source = forms.get(link.form)
        if source is None:
            yield problem(f"{at}.form", "unknown_form", form=link.form)
            continue
        yield from _names(form, link, at)
        yield from _reads(form, link, source, forms, at)
    yield from _broken(form, forms)
    yield from _changes(form, forms)
    if _follows_itself(form, forms):
        yield problem("links", "follows_itself")
    yield from _execution(form)


def _reads(
    form: FormDocument, link: Link, source: FormDocument, forms: Forms, at: str
) -> Iterator[Problem]:
    yield from _source(link, source, at)
    yield from _amounts(form, link, source, forms, at)
    yield from _taken_over(form, link, source, forms, at)


def _broken(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    """What links of other forms would no longer find in the new version of this one."""
    for other in forms.values():
        for link in other.links if other.id != form.id else ():
            if link.form == form.id and any(_reads(other, link, form, forms, "")):
                title = choose(other.title, "zh-CN")
                yield problem("fields", "breaks_link", form=title, link=link.id)


def _names(form: FormDocument, link: Link, at: str) -> Iterator[Problem]:
    """The fields of this form that name the source."""
    record = form.by_path.get(link.record)
    if record is None or type_of(record).link != "record":
        yield problem(f"{at}.record", "unknown_field", path=link.record)
    elif getattr(record, "form", "") != link.form:
        yield problem(f"{at}.record", "names_other_form", path=link.record, form=link.form)
    if (link.lines is None) != (link.row is None):
        yield problem(f"{at}.row", "row_and_lines")
    elif link.row is not None:
        row = form.by_path.get(link.row)
        if "." not in link.row or _scale(row) != 0:
            yield problem(f"{at}.row", "bad_row_field", path=link.row)
        elif "." in link.record and link.record.partition(".")[0] != link.scope:
            yield problem(f"{at}.record", "not_beside", path=link.record)


def _source(link: Link, source: FormDocument, at: str) -> Iterator[Problem]:
    if link.lines is not None:
        lines = source.by_path.get(link.lines)
        if lines is None or not type_of(lines).columns(lines):
            yield problem(f"{at}.lines", "unknown_field", path=link.lines)
    if link.into is None:
        return
    into = source.by_path.get(link.into)
    inside = link.into.rpartition(".")[0] == (link.lines or "")
    if into is None or not inside or _scale(into) is None:
        yield problem(f"{at}.into", "bad_number", path=link.into)
    elif type_of(into).computed or not into.readonly:
        yield problem(f"{at}.into", "not_readonly", path=link.into)


def _amounts(
    form: FormDocument, link: Link, source: FormDocument, forms: Forms, at: str
) -> Iterator[Problem]:
    inside = link.quantity.rpartition(".")[0] == link.scope
    if not inside or _scale(form.by_path.get(link.quantity)) is None:
        yield problem(f"{at}.quantity", "bad_number", path=link.quantity)
    if link.limit is not None:
        yield from formula_problems(source, forms, f"{at}.limit", link.limit)
    if link.offer is not None:
        into = form.by_path.get(link.offer.into)
        if into is None or _scale(into) is None or type_of(into).computed:
            yield problem(f"{at}.offer.into", "bad_number", path=link.offer.into)
        yield from formula_problems(source, forms, f"{at}.offer.amount", link.offer.amount)
    if link.where is not None:
        yield from condition(link.where, f"{at}.where", source, source, forms)
    if link.not_before is not None:
        for one, path in ((form, link.not_before.date), (source, link.not_before.source)):
            if _kind(one.by_path.get(path)) != "date":
                yield problem(f"{at}.not_before", "not_a_date", path=path)


def _taken_over(
    form: FormDocument, link: Link, source: FormDocument, forms: Forms, at: str
) -> Iterator[Problem]:
    shares: Mapping[str, str] = link.shares.fields if link.shares else {}
    parts = {"same": link.same, "among": link.among, "copy": link.copy_, "shares.fields": shares}
    for setting, fields in parts.items():
        for own, path in fields.items():
            into, found = form.by_path.get(own), find(source, path, forms)
            place = f"{at}.{setting}.{own}"
            if into is None or own.rpartition(".")[0] not in ("", link.scope):
                yield problem(place, "unknown_field", path=own)
            elif found is None or found.subform not in ("", link.lines):
                yield problem(place, "unknown_field", path=path)
            elif not can_be_filled(into):
                yield problem(place, "bad_copy_target", path=own)
            elif not fits(found, into):
                yield problem(place, "copy_mismatch", source=path, path=own)
    for own in shares:
        if own.rpartition(".")[0] != link.scope or _scale(form.by_path.get(own)) is None:
            yield problem(f"{at}.shares.fields.{own}", "bad_number", path=own)
    if link.shares is not None and find(source, link.shares.of, forms) is None:
        yield problem(f"{at}.shares.of", "unknown_field", path=link.shares.of)
    for position, sibling in enumerate(link.shares.together if link.shares else ()):
        if not _shares_the_same(link, sibling, forms):
            yield problem(f"{at}.shares.together.{position}", "not_a_sibling", link=sibling)


def _shares_the_same(link: Link, sibling: str, forms: Forms) -> bool:
    """A form that is not there yet may still come: forms of a template name each other."""
    form, _, name = sibling.partition(".")
    if form not in forms:
        return bool(name)
    other = next((one for one in forms[form].links if one.id == name), None)
    if other is None or other.shares is None or link.shares is None:
        return False
    same = set(link.shares.fields.values()) <= set(other.shares.fields.values())
    return other.form == link.form and other.lines == link.lines and same


def _changes(form: FormDocument, forms: Forms) -> Iterator[Problem]:
    changes = form.changes
    if changes is None:
        return
    link = next((one for one in form.links if one.id == changes.link), None)
    target = forms.get(link.form) if link is not None else None
    if link is None or target is None:
        yield problem("changes.link", "unknown_field", path=changes.link)
        return
    for there, own in changes.fields.items():
        into, source, at = (
            target.by_path.get(there),
            find(form, own, forms),
            f"changes.fields.{there}",
        )
        inside = (there.rpartition(".")[0], own.rpartition(".")[0])
        if into is None or source is None or inside not in (("", ""), (link.lines, link.scope)):
            yield problem(at, "unknown_field", path=there if into is None else own)
        elif not can_be_filled(into):
            yield problem(at, "bad_copy_target", path=there)
        elif not fits(source, into):
            yield problem(at, "copy_mismatch", source=own, path=there)
    if changes.version is not None and _scale(target.by_path.get(changes.version)) is None:
        yield problem("changes.version", "bad_number", path=changes.version)


def _follows_itself(form: FormDocument, forms: Forms) -> bool:
    """Whether a document could follow from one of its own form, by whatever detour."""
    ahead, seen = [link.form for link in form.links], set[str]()
    while ahead:
        here = ahead.pop()
        if here == form.id:
            return True
        if here not in seen and here in forms:
            seen.add(here)
            ahead += [link.form for link in forms[here].links]
    return False


def _execution(form: FormDocument) -> Iterator[Problem]:
    execution = form.execution
    if execution is None:
        return
    status: Any = form.by_path.get(execution.status)
    values = {one.id for one in getattr(status, "options", ())}
    if status is None or _kind(status) != "text" or not set(STATUSES) <= values:
        yield problem("execution.status", "bad_status_field", path=execution.status)
    elif not status.readonly:
        yield problem("execution.status", "not_readonly", path=execution.status)
    for path in (execution.open, *execution.executed):
        if _scale(form.by_path.get(path)) is None:
            yield problem("execution", "bad_number", path=path)


def _kind(config: FieldConfig | None) -> str | None:
    storage = None if config is None else type_of(config).storage(config)
    return None if storage is None else storage[0]


def _scale(config: FieldConfig | None) -> int | None:
    """Of a number; None for anything else."""
    storage = None if config is None else type_of(config).storage(config)
    return storage[1] if storage is not None and storage[0] == "scaled" else None
