"""Which sample record became which record: so that an install that was cut off goes on."""

from __future__ import annotations

from django.db import models


class SampleRecord(models.Model):
    """Written in the transaction that made the record."""

    app = models.ForeignKey("design.App", models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    form = models.CharField(max_length=63)
    uid = models.CharField(max_length=26)

    class Meta:
        app_label = "templates_library"
        constraints = [models.UniqueConstraint(fields=["app", "key"], name="library_sample_key")]
