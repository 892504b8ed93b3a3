"""Who may do what: from permission documents to one ``Access``. Pure.

A group's rights on a path: its own entry, else its subform's, else ``*``, else edit. Then two
things take rights away: a column is hidden with its subform, and a formula is hidden with
anything that it reads, because its value would tell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from huiliu.core.access import Access, Action, FieldRight, Grant
from huiliu.core.actor import Actor
from huiliu.permissions.document import GroupMembers, PermissionDocument
from huiliu.permissions.shape import Shape, parent_of

Sees = Callable[[str, str], bool]
"""Whether the actor sees this path of this *other* form: what a formula reads by reference."""


def decide(
    actor: Actor,
    name: str,
    groups: Iterable[PermissionDocument],
    shape: Shape,
    sees: Sees,
) -> Access:
    """``name`` is the form's or ledger's key; ``groups`` are all that are on it."""
    mine = (group for group in groups if group.enabled and is_named(actor, group.members))
    return Access(actor, name, tuple(grant_of(group, shape, sees) for group in mine))


def is_named(actor: Actor, members: GroupMembers) -> bool:
    return (
        members.everyone
        or actor.key in members.members
        or not actor.role_keys.isdisjoint(members.roles)
        or not actor.department_keys.isdisjoint(members.departments)
    )


def grant_of(group: PermissionDocument, shape: Shape, sees: Sees) -> Grant:
    rights = stated(group, shape)
    for path in leaking(rights, shape, sees):
        rights[path] = "hidden"
    # Whoever may submit may take back what they submitted: how far is the flow's say.
    follows: set[Action] = {"withdraw"} if "submit" in group.actions else set()
    return Grant(group.id, frozenset(group.actions) | follows, rights, group.rows)


def stated(group: PermissionDocument, shape: Shape) -> dict[str, FieldRight]:
    """The rights as the document says them, on every path of the form."""
    default: FieldRight = group.fields.get("*", "edit")
    rights: dict[str, FieldRight] = {}
    for path in shape.paths:
        parent = parent_of(path)
        inherited = rights[parent] if parent is not None else default
        own = group.fields.get(path, inherited)
        rights[path] = "hidden" if parent is not None and inherited == "hidden" else own
    return rights


def leaking(rights: Mapping[str, FieldRight], shape: Shape, sees: Sees) -> dict[str, str]:
    """Formulas that would be seen although something they read may not be, with what that is.
    A formula over a leaking formula leaks too, so this runs until nothing is added."""
    hidden = {path for path, right in rights.items() if right == "hidden"}
    found: dict[str, str] = {}
    candidates = [path for path in shape.reads if path not in hidden]
    while True:
        more = {
            path: read
            for path in candidates
            if path not in found
            for read in sorted(shape.reads[path])
            if not _may_read(read, hidden.union(found), shape, sees)
        }
        if not more:
            return found
        found |= more


def _may_read(read: str, hidden: set[str], shape: Shape, sees: Sees) -> bool:
    """``read`` is a path of this form, or goes on through a reference. Unknown: no."""
    if read.startswith("$"):
        return True
    if shape.has(read):
        return read not in hidden
    for cut in range(read.count("."), 0, -1):
        parts = read.split(".")
        head, rest = ".".join(parts[:cut]), ".".join(parts[cut:])
        if head in shape.references:
            return head not in hidden and (rest == "$title" or sees(shape.references[head], rest))
    return False
