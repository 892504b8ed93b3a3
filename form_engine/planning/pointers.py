"""Public ids become internal ids, in one question per form, and files become what they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from form_engine.field_type import BadValue
from form_engine.planning.scope import Slot
from form_engine.planning.work import Claim, Part, Pending, Work
from form_engine.resolve import Pointer
from huiliu.core.errors import FieldError

_GONE = FieldError("no_such_record")


def resolve_pointers(work: Work) -> None:
    """What does not exist, or not for this actor, is a complaint at its place."""
    open_ = [
        (link, [one for one in members if not _settled(one)] if link != "file" else members)
        for (link, _), members in work.pending.items()
    ]
    new = [asked for link, asked in open_ if link == "record" and not _kept(asked)]
    if len(new) > 1:
        work.resolve.learn({asked[0][1].form: _values(asked) for asked in new if asked})
    for link, asked in open_:
        if asked:
            _settle_all(work, asked, _ASK[link](work, asked))
    work.pending = {}


def _settled(pending: Pending) -> bool:
    """An internal id that stands there already needs no question."""
    part, slot, value, claim = pending
    if part.before is None or part.before.get(slot.id) != value:
        return False
    _settle(part, slot, value, claim)
    return True


def _settle_all(work: Work, asked: list[Pending], found: Mapping[Any, Any]) -> None:
    for part, slot, value, claim in asked:
        try:
            there = _files(part, slot, value, claim, found) if slot.link == "file" else found[value]
        except KeyError:
            if claim is None:
                work.complain(part, slot, _GONE)
        except BadValue as bad:
            work.complain(part, slot, bad.error)
        else:
            _settle(part, slot, there, claim)


def _settle(part: Part, slot: Slot, value: Any, claim: Claim | None) -> None:
    if claim is None:
        part.values[slot.id] = value
    else:
        claim.value = value


def _files(
    part: Part, slot: Slot, ids: list[str], claim: Claim | None, found: Mapping[Any, Any]
) -> list[dict[str, Any]]:
    before = part.before or {}
    held = {file["id"]: file for file in before.get(slot.id) or ()}
    files = [dict(held[one] if one in held else found[one]) for one in ids]
    if claim is None:
        slot.kind.check_pointed(files, slot.config)
    return files


def _records(work: Work, asked: list[Pending]) -> Mapping[Pointer, int]:
    return work.resolve.ids(asked[0][1].form, _values(asked), kept=_kept(asked))


def _kept(asked: list[Pending]) -> set[int]:
    """What stood there before stays allowed."""
    return {
        held
        for part, slot, _, _ in asked
        if part.before is not None and (held := part.before.get(slot.id)) is not None
    }


def _people(work: Work, asked: list[Pending]) -> Mapping[Pointer, int]:
    limit = getattr(asked[0][1].config, "limit", None)
    return work.resolve.members(
        _values(asked),
        departments=limit.departments if limit is not None else (),
        roles=limit.roles if limit is not None else (),
    )


def _departments(work: Work, asked: list[Pending]) -> Mapping[Pointer, int]:
    return work.resolve.departments(_values(asked))


def _uploads(work: Work, asked: list[Pending]) -> Mapping[str, Mapping[str, Any]]:
    return work.resolve.files({one for _, _, ids, _ in asked for one in ids})


def _values(asked: Iterable[Pending]) -> set[Pointer]:
    return {value for _, _, value, _ in asked}


_ASK: dict[str, Callable[[Work, list[Pending]], Mapping[Any, Any]]] = {
    "record": _records,
    "member": _people,
    "department": _departments,
    "file": _uploads,
}
