"""The people of a workspace: members, their departments and roles, how they sign in."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import BaseUserManager, Group, PermissionsMixin
from django.db import models


class Workspace(models.Model):
    """One company. ``org_rev`` grows with every change of its people; actors are cached by it."""

    name = models.CharField(max_length=100)
    time_zone = models.CharField(max_length=50, default="Asia/Shanghai")
    org_rev = models.BigIntegerField(default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "org"


class WorkCalendar(models.Model):
    """When a workspace works; no row: Monday to Friday. ``hours``: ``[["09:00", "12:00"]]``."""

    workspace = models.OneToOneField(
        Workspace, models.CASCADE, primary_key=True, related_name="work_calendar"
    )
    weekend = models.JSONField()
    hours = models.JSONField()

    class Meta:
        app_label = "org"


class CalendarDay(models.Model):
    """A holiday, or a day that is made up for (``works``)."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="calendar_days")
    day = models.DateField()
    works = models.BooleanField()
    title = models.CharField(max_length=50, blank=True)

    class Meta:
        app_label = "org"
        constraints = [
            models.UniqueConstraint(fields=["workspace", "day"], name="org_calendar_day"),
        ]


class Role(Group):
    """A name that permissions and approvals refer to. It *is* a Django group, so that
    django-guardian grants apps and forms to it; ``Account.groups`` is who has it."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="roles")
    key = models.CharField(max_length=63)
    title = models.JSONField()

    # Group's own manager is typed for Group.
    objects: ClassVar[models.Manager[Role]] = models.Manager()  # type: ignore[assignment]

    class Meta:
        app_label = "org"
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="org_role_key"),
        ]


class AccountManager(BaseUserManager["Account"]):
    def get_by_natural_key(self, username: str | None) -> Account:
        return self.get(login=(username or "").lower())


class Account(AbstractBaseUser, PermissionsMixin):
    """A member of a workspace and the way in. ``login`` is lower case, unique on the whole
    installation, and the member's key in documents: it never changes."""

    workspace = models.ForeignKey(Workspace, models.PROTECT, related_name="members")
    login = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    language = models.CharField(max_length=8, default="zh-CN")
    is_active = models.BooleanField(default=True)
    is_admin = models.BooleanField(default=False)
    demo = models.CharField(max_length=64, blank=True)
    """What a demo visitor is told this account is (管理员); empty: not for visitors."""
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[AccountManager] = AccountManager()

    USERNAME_FIELD = "login"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        app_label = "org"
        indexes = [models.Index(fields=["workspace", "name"], name="org_account_name")]

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A node of the tree. ``path`` is ``/1/5/``: the ids of those above, then its own."""

    workspace = models.ForeignKey(Workspace, models.CASCADE, related_name="departments")
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    key = models.CharField(max_length=63)
    name = models.CharField(max_length=100)
    path = models.CharField(max_length=255, default="")
    heads: models.ManyToManyField[Account, DepartmentHead] = models.ManyToManyField(
        Account, through="DepartmentHead", related_name="heads_of"
    )

    class Meta:
        app_label = "org"
        constraints = [
            models.UniqueConstraint(fields=["workspace", "key"], name="org_department_key"),
        ]
        indexes = [models.Index(fields=["workspace", "path"], name="org_department_path")]


class DepartmentHead(models.Model):
    department = models.ForeignKey(Department, models.CASCADE, related_name="head_rows")
    account = models.ForeignKey(Account, models.CASCADE, related_name="head_rows")
    position = models.IntegerField(default=0)

    class Meta:
        app_label = "org"
        constraints = [
            models.UniqueConstraint(fields=["department", "account"], name="org_department_head"),
        ]


class DepartmentMember(models.Model):
    """Where a member works. The main department is the one with the lowest ``position``."""

    department = models.ForeignKey(Department, models.CASCADE, related_name="member_rows")
    account = models.ForeignKey(Account, models.CASCADE, related_name="department_rows")
    position = models.IntegerField(default=0)

    class Meta:
        app_label = "org"
        constraints = [
            models.UniqueConstraint(fields=["account", "department"], name="org_department_member"),
        ]


class ApiKey(models.Model):
    """A program's way in, as a member. Only the hash is kept; ``prefix`` tells keys apart."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="api_keys")
    name = models.CharField(max_length=64)
    prefix = models.CharField(max_length=16)
    hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True)

    class Meta:
        app_label = "org"


class LoginAttempt(models.Model):
    """One try to sign in that failed, or is being checked. Success deletes it."""

    login = models.CharField(max_length=64)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        app_label = "org"
        indexes = [
            models.Index(fields=["login", "at"], name="org_attempt_login"),
            models.Index(fields=["address", "at"], name="org_attempt_address"),
            models.Index(fields=["at"], name="org_attempt_at"),
        ]
