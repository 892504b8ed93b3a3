"""A document that follows from others: its lines name theirs, and take values over from there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from form_engine.document import FormDocument
from form_engine.field_type import BadValue
from form_engine.link_document import Link
from form_engine.planning.scope import Scope, Scopes, Slot, complain
from form_engine.planning.work import Followed, Part, Work
from form_engine.resolve import Key, Values
from huiliu.core.errors import FieldError

_NO_LINE = FieldError("no_such_line")
_FIXED = FieldError("source_is_fixed")
_ONE_SOURCE = FieldError("one_source_only")
_NOT_THERE = {"zh-CN": "来源单据没有“{code}”", "en": 'The source has no "{code}"'}


@dataclass(frozen=True, slots=True)
class _Ready:
    """A link with its fields found. ``record`` and ``row`` are in ``scope`` or, for a document
    whose record names the source once, in the main one."""

    link: Link
    scope: Scope
    record: Slot
    row: Slot | None
    in_main: bool
    """Whether ``record`` is a field of the record, while lines name lines."""
    same: tuple[tuple[Slot, bool, str], ...]
    copies: tuple[tuple[Slot, bool, str], ...]
    among: tuple[tuple[Slot, bool, str], ...]
    """Target, whether it is in the main scope, path of the source."""
    paths: frozenset[str]


class Linking:
    def __init__(self, document: FormDocument, scopes: Scopes) -> None:
        self._links = [one for link in document.links if (one := _ready(link, scopes)) is not None]

    def apply(self, work: Work) -> None:
        """After pointers are resolved, before what references bring along is copied."""
        for one in self._links:
            named = list(_named(work, one))
            _keep_sources(work, one)
            if named and (
                work.final or one.link.shares or any(_is_new(one, work, p) for p in named)
            ):
                _follow(work, one, named)


def _ready(link: Link, scopes: Scopes) -> _Ready | None:
    """None for a link whose fields are not there: the publisher does not let it through."""
    record = scopes.find(link.record)
    row = scopes.find(link.row) if link.row else None
    scope = scopes.subforms.get(link.scope) if link.scope else scopes.main
    if record is None or scope is None or (link.row and row is None):
        return None
    same, copies = _targets(link.same.items(), scopes), _targets(link.copy_.items(), scopes)
    among = _targets(link.among.items(), scopes)
    paths = {path for _, _, path in (*same, *copies, *among)}
    if link.shares is not None:
        paths |= {link.shares.of, *link.shares.fields.values()}
    if link.not_before is not None:
        paths.add(link.not_before.source)
    in_main = bool(link.scope) and "." not in link.record
    return _Ready(link, scope, record, row, in_main, same, copies, among, frozenset(paths))


def _targets(
    given: Iterable[tuple[str, str]], scopes: Scopes
) -> tuple[tuple[Slot, bool, str], ...]:
    found = ((scopes.find(own), "." not in own, path) for own, path in given)
    return tuple((slot, is_main, path) for slot, is_main, path in found if slot is not None)


def _named(work: Work, one: _Ready) -> Iterator[Part]:
    """The parts that name a source."""
    for part in work.parts(one.scope):
        row = True if one.row is None else part.values.get(one.row.id)
        if row is not None and _record(work, one, part.values) is not None:
            yield part


def _record(work: Work, one: _Ready, values: Values) -> Any:
    return (work.main.values if one.in_main else values).get(one.record.id)


def _is_new(one: _Ready, work: Work, part: Part) -> bool:
    slots = [slot for slot in (one.record, one.row) if slot is not None]
    before = part.before or {}
    in_main = one.in_main and (work.main.before or {}).get(one.record.id) is None
    return in_main or any(
        part.values.get(slot.id) != before.get(slot.id)
        for slot in slots
        if not (one.in_main and slot is one.record)
    )


def _keep_sources(work: Work, one: _Ready) -> None:
    """What a document follows from stays what it is; a line may be removed."""
    for part in (work.main, *work.parts(one.scope)) if one.scope.id else (work.main,):
        for slot in (one.record, one.row):
            if slot is None or slot.id not in part.scope.slots or part.before is None:
                continue
            if part.scope.slots[slot.id] is not slot:
                continue
            held = part.before.get(slot.id)
            if held is not None and part.values.get(slot.id) != held:
                part.values[slot.id] = held
                work.complain(part, slot, _FIXED)


def _follow(work: Work, one: _Ready, named: list[Part]) -> None:
    link = one.link
    records = {_record(work, one, part.values) for part in named}
    if len(records) > 1 and not link.many:
        complain(work.errors, link.record.partition(".")[0], _ONE_SOURCE)
    found = work.resolve.sources(link.form, link.lines, records, one.paths)
    said: dict[str, Any] = {}
    for part in named:
        row = None if one.row is None else int(part.values[one.row.id])
        key: Key = (_record(work, one, part.values), row)
        if key not in found:
            work.complain(part, one.row or one.record, _NO_LINE)
            continue
        number = key[0] if row is None else row
        work.followed.append(Followed(link, part, number, found[key]))
        _take_over(work, one, part, found[key], said)


def _take_over(work: Work, one: _Ready, part: Part, source: Values, said: dict[str, Any]) -> None:
    """``said``: what other sources of the record say its own fields are."""
    new = _is_new(one, work, part)
    for slot, is_main, path in one.same:
        value = source.get(path)
        if is_main and said.setdefault(slot.path, value) != value:
            work.complain(work.main, slot, FieldError("sources_differ"))
            continue
        _keep_same(work, work.main if is_main else part, slot, value)
    for slot, is_main, path in one.copies if new else ():
        target = work.main if is_main else part
        if not _was_given(work, target, slot) and _is_unsaid(work, target, slot):
            _put(work, target, slot, source.get(path))
    for slot, is_main, path in one.among if work.final else ():
        _require_among(work, work.main if is_main else part, slot, source.get(path))


def _require_among(work: Work, part: Part, slot: Slot, there: Any) -> None:
    """Said of the first that the source does not have."""
    known = frozenset(there or ())
    for one in part.values.get(slot.id) or ():
        if one not in known:
            work.complain(part, slot, FieldError("not_of_source", _NOT_THERE, {"code": str(one)}))
            return


def _was_given(work: Work, part: Part, slot: Slot) -> bool:
    """By somebody who may fill it in."""
    if slot.id not in part.given:
        return False
    return work.rights.everything or (slot.given_by_clients and slot.path in work.rights.editable)


def _is_unsaid(work: Work, part: Part, slot: Slot) -> bool:
    """Nothing is there, or no more than a default, which knows nothing of the source."""
    if part.values.get(slot.id) is None:
        return True
    return part.before is None and (part.at, slot.id) not in work.taken_over


def _keep_same(work: Work, part: Part, slot: Slot, value: Any) -> None:
    held = part.values.get(slot.id)
    if held is not None and held != value and _was_given(work, part, slot):
        work.complain(part, slot, FieldError("not_as_source"))
    else:
        _put(work, part, slot, value)


def _put(work: Work, part: Part, slot: Slot, value: Any) -> None:
    if value is not None:
        work.taken_over.add((part.at, slot.id))
    try:
        part.values[slot.id] = None if value is None else slot.fit(value)
    except BadValue as bad:
        part.values[slot.id] = None
        work.complain(part, slot, bad.error)
