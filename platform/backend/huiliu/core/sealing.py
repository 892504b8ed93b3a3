"""Secrets at rest: sealed with a key made from the installation's own, so a copy of the database
alone opens nothing. A new ``HUILIU_SECRET_KEY`` makes them unreadable: they are then entered anew.
"""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings


class Unreadable(Exception):
    """It was sealed with another key. Carries nothing of the secret."""


def seal(secret: str) -> str:
    return _box().encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    try:
        return _box().decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Unreadable from None


def _box() -> Fernet:
    digest = hashlib.sha256(b"huiliu secrets:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(digest))
