"""Loads the signed-in account together with its workspace: one query a request."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend

from huiliu.org.models import Account


class Members(ModelBackend):
    def authenticate(
        self, request: Any, username: Any = None, password: Any = None, **_: Any
    ) -> None:
        """Nobody signs in past ``sign_in.enter``, which counts the attempts."""
        return

    def get_user(self, user_id: int) -> Account | None:
        return (
            Account.objects.select_related("workspace").filter(pk=user_id, is_active=True).first()
        )
