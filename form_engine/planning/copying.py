"""What a chosen record brings along: values copied beside the reference, values read through it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter
from typing import Any

from form_engine.field_type import BadValue
from form_engine.planning.computing import own_part
from form_engine.planning.paths import own_side
from form_engine.planning.picking import pick
from form_engine.planning.reading import Reading
from form_engine.planning.scope import Scope, Scopes, Slot
from form_engine.planning.work import Part, Work


@dataclass(frozen=True, slots=True)
class Hop:
    """One reference that something is copied or read from."""

    slot: Slot
    scope: Scope
    copies: tuple[tuple[Slot, str], ...]
    """Target beside the reference, path in the other form."""
    read: frozenset[str]
    """Paths of the other form that formulas and conditions read through this reference."""
    picks_by: frozenset[str] | None = None
    """Where the record is picked: the fields of this form that its filter reads."""

    @property
    def paths(self) -> frozenset[str]:
        return self.read | {path for _, path in self.copies}


class Copies:
    """Levels of references: those that a copy may fill come after those it is copied from."""

    def __init__(self, scopes: Scopes, through: Iterable[tuple[str, str]]) -> None:
        read: dict[str, set[str]] = defaultdict(set)
        for reference, path in through:
            read[reference].add(path)
        hops = {
            hop.slot.path: hop
            for scope in scopes.all
            for slot in scope.slots.values()
            if slot.link == "record"
            and (hop := _hop(scopes, scope, slot, read[slot.path])) is not None
        }
        self.levels = _levels(hops)

    def apply(self, work: Work, reading: Reading | None) -> None:
        """``reading`` reads this record, and others as far as they have been fetched. Without it
        nothing is picked: a document that is approved keeps what it has."""
        for level in self.levels:
            for hop in level if reading is not None else ():
                if hop.picks_by is not None and reading is not None:
                    pick(work, hop.slot, work.parts(hop.scope), reading)
            touched = [(hop, _touched(work, hop)) for hop in level]
            _fetch(work, touched)
            for hop, parts in touched:
                for part in parts:
                    if _changed(part, hop.slot):
                        _copy(work, hop, part)


def _hop(scopes: Scopes, scope: Scope, slot: Slot, read: set[str]) -> Hop | None:
    config: Any = slot.config
    given: Mapping[str, str] = getattr(config, "copy_", {})
    copies = tuple((scope.slots[to], path) for to, path in given.items() if to in scope.slots)
    picks = None
    if getattr(config, "pick", None) is not None:
        own = own_side(config.filter) if config.filter is not None else ()
        picks = frozenset(own_part(scopes, path) for path in own)
    found = Hop(slot, scope, copies, frozenset(read), picks)
    return found if copies or read or picks is not None else None


def _levels(hops: Mapping[str, Hop]) -> list[list[Hop]]:
    sorter: TopologicalSorter[str] = TopologicalSorter(dict.fromkeys(hops, ()))
    for path, hop in hops.items():
        for target, _ in hop.copies:
            if target.path in hops and target.path != path:
                sorter.add(target.path, path)
    for path, hop in hops.items():
        sorter.add(path, *(_before(hop, hops) - {path}))
    sorter.prepare()
    levels = []
    while sorter.is_active():
        ready = sorter.get_ready()
        levels.append([hops[path] for path in sorted(ready)])
        sorter.done(*ready)
    return levels


def _before(hop: Hop, hops: Mapping[str, Hop]) -> set[str]:
    """What must be known before a record can be picked: what its filter reads through, and what
    fills in the fields that it reads."""
    reads = hop.picks_by or frozenset()
    return {
        path
        for path, one in hops.items()
        if path in reads or any(target.path in reads for target, _ in one.copies)
    }


def _changed(part: Part, slot: Slot) -> bool:
    return part.before is None or part.before.get(slot.id) != part.values.get(slot.id)


def _touched(work: Work, hop: Hop) -> list[Part]:
    """Parts whose reference somebody reads through, or whose copies are due."""
    return [part for part in work.parts(hop.scope) if hop.read or _changed(part, hop.slot)]


def _fetch(work: Work, touched: list[tuple[Hop, list[Part]]]) -> None:
    """One question for everything this level needs."""
    ids: dict[str, set[int]] = defaultdict(set)
    paths: dict[str, set[str]] = defaultdict(set)
    for hop, parts in touched:
        wanted = {part.values[hop.slot.id] for part in parts} - {None}
        if wanted:
            ids[hop.slot.form] |= wanted
            paths[hop.slot.form] |= hop.paths
    wanted_of = {form: (sorted(wanted), sorted(paths[form])) for form, wanted in ids.items()}
    for form, found in work.resolve.values(wanted_of).items() if wanted_of else ():
        known = work.others.setdefault(form, {})
        for record_id, values in found.items():
            known.setdefault(record_id, {}).update(values)


def _copy(work: Work, hop: Hop, part: Part) -> None:
    record_id = part.values.get(hop.slot.id)
    source = work.others.get(hop.slot.form, {}).get(record_id) if record_id is not None else None
    for target, path in hop.copies:
        if not _is_filled_by_copy(work, part, target):
            continue
        if source is not None:
            _put(work, part, target, source.get(path))
        elif target.config.readonly and part.before is not None:
            part.values[target.id] = None


def _is_filled_by_copy(work: Work, part: Part, target: Slot) -> bool:
    """When nobody who may has filled it in, and no source; a read-only field always (the system
    aside)."""
    if (part.at, target.id) in work.taken_over:
        return False
    if target.id not in part.given:
        return True
    if work.rights.everything:
        return False
    if (part.at, target.id) in work.locked:
        return True
    return not target.given_by_clients or target.path not in work.rights.editable


def _put(work: Work, part: Part, target: Slot, value: Any) -> None:
    if value is None:
        if part.before is not None:
            part.values[target.id] = None
        return
    try:
        part.values[target.id] = target.fit(value)
    except BadValue as bad:
        part.values[target.id] = None
        work.complain(part, target, bad.error)
