"""The front door of the vault: the port, and what administrators do with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, Forbidden, NotFound, RuleRefused, ValidationFailed
from huiliu.core.sealing import Unreadable, seal, unseal
from huiliu.vault.models import Secret

__all__ = ["Named", "names", "put", "remove", "vault"]

_MISSING = {
    "zh-CN": "没有密钥“{name}”，请管理员重新设置。",
    "en": 'There is no secret "{name}". An administrator must set it.',
}


@dataclass(frozen=True)
class Named:
    name: str
    set_at: datetime
    set_by: str


class Vault:
    """Implements ``huiliu.core.ports.Secrets``."""

    def reveal(self, workspace_id: int, name: str) -> str:
        row = Secret.objects.filter(workspace_id=workspace_id, name=name).first()
        try:
            if row is not None:
                return unseal(row.sealed)
        except Unreadable:
            pass
        raise RuleRefused("NO_SUCH_SECRET", _MISSING, name=name)


vault = Vault()


def names(actor: Actor) -> list[Named]:
    _require_admin(actor)
    rows = list(Secret.objects.filter(workspace_id=actor.workspace_id).order_by("name"))
    people = ports.org().names([row.set_by for row in rows])
    return [Named(row.name, row.set_at, people.get(row.set_by, "")) for row in rows]


def put(actor: Actor, name: str, value: str) -> None:
    """Sets or replaces it. Nobody reads it again, not even who set it."""
    _require_admin(actor)
    if not value:
        raise ValidationFailed(fields={"value": [FieldError("required")]})
    Secret.objects.update_or_create(
        workspace_id=actor.workspace_id,
        name=name,
        defaults={
            "sealed": seal(value),
            "set_at": ports.clock().now(),
            "set_by": actor.member_id,
        },
    )


def remove(actor: Actor, name: str) -> None:
    _require_admin(actor)
    gone, _ = Secret.objects.filter(workspace_id=actor.workspace_id, name=name).delete()
    if not gone:
        raise NotFound


def _require_admin(actor: Actor) -> None:
    if not actor.is_admin:
        raise Forbidden
