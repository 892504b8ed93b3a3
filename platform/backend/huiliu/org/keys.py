"""API keys: made once, shown once, kept as a hash, gone when revoked."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import connection

from huiliu.core import ports
from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, NotFound, ValidationFailed
from huiliu.org.actors import built
from huiliu.org.models import ApiKey

_SEEN_EVERY = timedelta(minutes=5)
_MOST = 20


def make(actor: Actor, name: str) -> tuple[ApiKey, str]:
    """The row, and the key itself: nobody can see it again."""
    if not name.strip():
        raise ValidationFailed(fields={"name": [FieldError("required")]})
    if ApiKey.objects.filter(account=actor.member_id).count() >= _MOST:
        raise ValidationFailed(fields={"name": [FieldError("too_many", data={"max": str(_MOST)})]})
    key = f"hl_{secrets.token_urlsafe(32)}"
    row = ApiKey.objects.create(
        account_id=actor.member_id, name=name.strip()[:64], prefix=key[:9], hash=_hash(key)
    )
    return row, key


def of(actor: Actor) -> list[ApiKey]:
    return list(ApiKey.objects.filter(account=actor.member_id).order_by("id"))


def revoke(actor: Actor, key_id: int) -> None:
    """One's own keys only; another's does not exist."""
    deleted, _ = ApiKey.objects.filter(pk=key_id, account=actor.member_id).delete()
    if not deleted:
        raise NotFound


def actor_of_key(key: str) -> Actor | None:
    """One query; one write every five minutes at most."""
    now = ports.clock().now()
    earlier = connection.ops.adapt_datetimefield_value(now - _SEEN_EVERY)
    with connection.cursor() as cursor:
        cursor.execute(_FIND, [earlier, _hash(key)])
        row = cursor.fetchone()
    if row is None:
        return None
    key_id, member_id, org_rev, seen = row
    if not seen:
        ApiKey.objects.filter(pk=key_id).update(last_used_at=now)
    return built(member_id, org_rev)


# Every request of a program begins with it: by hand, as Django takes longer to write it than the
# database to answer it.
_FIND = (
    "SELECT k.id, k.account_id, w.org_rev, k.last_used_at >= %s FROM org_apikey k"
    " JOIN org_account a ON a.id = k.account_id JOIN org_workspace w ON w.id = a.workspace_id"
    " WHERE k.hash = %s AND a.is_active"
)


def _hash(key: str) -> str:
    """No salt: the key is 256 random bits, and the hash is how it is found."""
    return hashlib.sha256(key.encode()).hexdigest()
