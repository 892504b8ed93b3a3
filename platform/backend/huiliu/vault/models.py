"""One row a secret, sealed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Secret(models.Model):
    workspace_id = models.BigIntegerField()
    name = models.CharField(max_length=63)
    sealed = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace_id", "name"], name="vault_secret_name")
        ]
