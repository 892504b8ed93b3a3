"""How a member wants to be told, beside the inbox that always has everything."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Literal

from huiliu.core.actor import Actor
from huiliu.core.errors import FieldError, ValidationFailed
from huiliu.notify import smtp
from huiliu.notify.models import Preference

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_EMAIL = re.compile(r"[^@\s<>,;:\"()\[\]\\]{1,64}@[A-Za-z0-9.-]{1,180}\.[A-Za-z]{2,24}")
Digest = Literal["off", "hourly", "daily"]


@dataclass(frozen=True)
class Wishes:
    """``kinds_off``: kinds of notifications that are not e-mailed. Quiet hours are in the time zone
    of the company and empty when there are none."""

    email: str = ""
    email_on: bool = False
    kinds_off: tuple[str, ...] = ()
    quiet_from: str = ""
    quiet_to: str = ""
    digest: Digest = "off"
    digest_at: str = "08:30"


def of(actor: Actor) -> Wishes:
    row = Preference.objects.filter(member_id=actor.member_id).first()
    if row is None:
        return Wishes()
    digest: Digest = row.digest  # type: ignore[assignment] # only these are stored
    return Wishes(
        row.email,
        row.email_on,
        tuple(row.kinds_off),
        row.quiet_from,
        row.quiet_to,
        digest,
        row.digest_at,
    )


def wish(actor: Actor, wishes: Wishes) -> Wishes:
    _require_good(wishes)
    defaults = {**asdict(wishes), "kinds_off": list(wishes.kinds_off)}
    Preference.objects.update_or_create(member_id=actor.member_id, defaults=defaults)
    return of(actor)


def is_email_possible() -> bool:
    return smtp.is_set_up()


def is_address(text: str) -> bool:
    return _EMAIL.fullmatch(text) is not None


def _require_good(wishes: Wishes) -> None:
    wrong: dict[str, list[FieldError]] = {}
    if wishes.email and not is_address(wishes.email):
        wrong["email"] = [FieldError("bad_value")]
    if wishes.email_on and not wishes.email:
        wrong["email"] = [FieldError("required")]
    for name in ("quiet_from", "quiet_to"):
        clock = getattr(wishes, name)
        if clock and _CLOCK.fullmatch(clock) is None:
            wrong[name] = [FieldError("bad_value")]
    if bool(wishes.quiet_from) != bool(wishes.quiet_to):
        wrong["quiet_to"] = [FieldError("required")]
    if _CLOCK.fullmatch(wishes.digest_at) is None:
        wrong["digest_at"] = [FieldError("bad_value")]
    if wrong:
        raise ValidationFailed(fields=wrong)
