"""The first workspace and its first administrator, whose password is made up on the spot."""

from __future__ import annotations

import secrets

from django.db import transaction

from huiliu.core import revision
from huiliu.org.models import Account, Workspace


@transaction.atomic
def make_first_administrator(
    login: str = "admin", company: str = "我的企业"
) -> tuple[str, str] | None:
    """Login and password, to be printed once; None when there is somebody already."""
    if Account.objects.exists():
        return None
    workspace = Workspace.objects.create(name=company, org_rev=revision.first())
    account = Account(workspace=workspace, login=login, name="管理员", is_admin=True)
    password = secrets.token_urlsafe(12)
    account.set_password(password)
    account.save()
    return login, password


def set_password(login: str, password: str) -> None:
    """For whoever sits at the machine and has lost theirs."""
    account = Account.objects.get(login=login)
    account.set_password(password)
    account.save(update_fields=["password"])
