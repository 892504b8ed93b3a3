"""A form that was just designed is open to its designer: without a group nobody could try it."""

from __future__ import annotations

from typing import get_args

from huiliu.core import ports
from huiliu.core.access import Action
from huiliu.core.actor import Actor, AppRef
from huiliu.design import api as design

_TITLE = {"zh-CN": "管理全部数据", "en": "Manages everything"}


def make_first_group(by: Actor, app: AppRef, kind: str, key: str) -> None:
    """Publishes a group for ``by`` alone, when the form or ledger has none. A designer of one
    form alone may not make groups: then an administrator decides who gets in."""
    if kind not in ("form", "ledger") or not design.grants.may_design(by, app):
        return
    groups = ports.documents().published(app, "permission")
    if any(group.content.get(kind) == key for group in groups):
        return
    group = f"{key[:58]}_all"
    if any(one.key == group for one in design.drafts.listed(app, "permission")):
        return
    content = {
        "kind": "permission",
        "version": 1,
        "id": group,
        kind: key,
        "title": _TITLE,
        "members": {"members": [by.key]},
        "actions": list(get_args(Action)),
        "fields": {"*": "edit"},
    }
    rev = design.drafts.revision_of(app, "permission", group)
    draft = design.drafts.save(by, app, "permission", group, content, rev)
    design.publish(by, app, "permission", group, rev=draft.rev)
