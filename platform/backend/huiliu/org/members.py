"""The only writer of members. Administrators write, but nobody raises or lowers themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from huiliu.core.actor import Actor
from huiliu.core.errors import Conflict, FieldError, Forbidden, NotFound, ValidationFailed
from huiliu.core.text import LANGUAGES
from huiliu.org import passwords
from huiliu.org.change import require_admin, touch
from huiliu.org.logins import require_valid
from huiliu.org.models import Account, ApiKey, Department, DepartmentMember, Role


class NotOneself(Forbidden):
    code = "not_oneself"
    words = {
        "zh-CN": "不能修改自己的角色、管理员身份或在职状态。",
        "en": "Nobody may change their own roles, rank or employment.",
    }


class LoginTaken(Conflict):
    code = "login_taken"
    words = {"zh-CN": "登录名已被使用。", "en": "This login is in use."}


@dataclass(frozen=True)
class MemberChange:
    """What of a member is to be different; None leaves it as it is."""

    name: str | None = None
    password: str | None = None
    active: bool | None = None
    is_admin: bool | None = None
    departments: Sequence[int] | None = None
    roles: Sequence[str] | None = None

    def is_of_rank(self) -> bool:
        return any(v is not None for v in (self.active, self.is_admin, self.roles))


@transaction.atomic
def add(by: Actor, login: str, change: MemberChange, *, demo: str = "") -> Account:
    """Without a password nobody can sign in as the new member until one is set."""
    require_admin(by)
    account = Account(workspace_id=by.workspace_id, login=require_valid(login), demo=demo)
    touch(by.workspace_id)
    if Account.objects.filter(login=account.login).exists():
        raise LoginTaken
    account.set_unusable_password()
    _require_name(change.name or "")
    _fill(account, change)
    account.save()
    _place(account, change)
    return account


@transaction.atomic
def change(by: Actor, member_id: int, change: MemberChange) -> Account:
    require_admin(by)
    touch(by.workspace_id)
    account = find(by.workspace_id, member_id)
    if account.pk == by.member_id and change.is_of_rank():
        raise NotOneself
    _fill(account, change)
    account.save()
    _place(account, change)
    if change.active is False:
        ApiKey.objects.filter(account=account).delete()
    return account


@transaction.atomic
def enrol(by: Actor, login: str, change: MemberChange, *, demo: str = "") -> Account:
    """For templates: a new member, or one who is there and gets what they lack. Takes nothing
    away and overwrites nothing, but that a demo's people have the demo's names."""
    require_admin(by)
    account = Account.objects.filter(workspace=by.workspace_id, login=login).first()
    if account is None:
        return add(by, login, change, demo=demo)
    touch(by.workspace_id)
    account.is_admin = account.is_admin or bool(change.is_admin)
    if demo:
        account.demo, account.name = demo, change.name or account.name
    account.save(update_fields=["is_admin", "demo", "name"])
    keys = Role.objects.filter(user=account).values_list("key", flat=True)
    give_roles(account, [*keys, *(change.roles or ())])
    if not account.department_rows.exists():
        place_in(account, change.departments or ())
    return account


def leave(by: Actor, member_id: int) -> None:
    """A member is never deleted: history names them. Sessions and keys stop working at once."""
    change(by, member_id, MemberChange(active=False))


@transaction.atomic
def speak(by: Actor, language: str) -> None:
    """One's own language."""
    if language not in LANGUAGES:
        raise ValidationFailed(fields={"language": [FieldError("not_an_option")]})
    touch(by.workspace_id)
    Account.objects.filter(pk=by.member_id).update(language=language)


def find(workspace_id: int, member_id: int) -> Account:
    account = Account.objects.filter(pk=member_id, workspace=workspace_id).first()
    if account is None:
        raise NotFound
    return account


def _fill(account: Account, change: MemberChange) -> None:
    if change.name is not None:
        _require_name(change.name)
        account.name = change.name.strip()
    if change.password is not None:
        passwords.require_good(change.password, account)
        account.set_password(change.password)
    if change.active is not None:
        account.is_active = change.active
    if change.is_admin is not None:
        account.is_admin = change.is_admin


def _require_name(name: str) -> None:
    if not name.strip():
        raise ValidationFailed(fields={"name": [FieldError("required")]})
    if len(name.strip()) > 64:
        raise ValidationFailed(fields={"name": [FieldError("too_long", data={"max": "64"})]})


def _place(account: Account, change: MemberChange) -> None:
    if change.departments is not None:
        place_in(account, change.departments)
    if change.roles is not None:
        give_roles(account, change.roles)


def place_in(account: Account, departments: Sequence[int]) -> None:
    """The first is the main one."""
    wanted = list(dict.fromkeys(departments))
    own = Department.objects.filter(workspace=account.workspace_id, pk__in=wanted)
    if own.count() != len(wanted):
        raise ValidationFailed(fields={"departments": [FieldError("no_such_record")]})
    DepartmentMember.objects.filter(account=account).delete()
    DepartmentMember.objects.bulk_create(
        DepartmentMember(account=account, department_id=id, position=position)
        for position, id in enumerate(wanted)
    )


def give_roles(account: Account, keys: Sequence[str]) -> None:
    roles = list(Role.objects.filter(workspace=account.workspace_id, key__in=set(keys)))
    if len(roles) != len(set(keys)):
        raise ValidationFailed(fields={"roles": [FieldError("no_such_record")]})
    account.groups.set(roles)
