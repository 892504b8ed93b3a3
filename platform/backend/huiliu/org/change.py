"""Who may change the people of a workspace, and the revision that every change raises."""

from __future__ import annotations

from huiliu.core import revision
from huiliu.core.actor import Actor
from huiliu.core.errors import Forbidden, NotFound
from huiliu.org.models import Workspace


class AdministratorsOnly(Forbidden):
    code = "administrators_only"
    words = {"zh-CN": "只有管理员可以进行此操作。", "en": "Only administrators may do this."}


def require_admin(actor: Actor) -> None:
    if not actor.is_admin:
        raise AdministratorsOnly


def touch(workspace_id: int) -> None:
    """Every actor of the workspace is built anew from here on. Called inside the transaction of
    the change; the row's lock makes two changes wait for each other."""
    workspace = Workspace.objects.select_for_update().filter(pk=workspace_id).first()
    if workspace is None:
        raise NotFound
    workspace.org_rev = revision.following(workspace.org_rev)
    workspace.save(update_fields=["org_rev"])
