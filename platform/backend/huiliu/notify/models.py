"""What members were told. A row is the message; anything live only points at it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models


class Notification(models.Model):
    """``words`` with ``data`` filled in is the sentence, in the reader's language."""

    workspace_id = models.BigIntegerField()
    member_id = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    words = models.JSONField()
    data = models.JSONField()
    link = models.JSONField()
    key = models.CharField(max_length=200)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member_id", "key"], name="notification_once"),
        ]
        indexes = [
            models.Index(fields=["member_id", "-id"], name="notification_inbox"),
            models.Index(
                fields=["member_id"], name="notification_unread", condition=models.Q(read_at=None)
            ),
        ]


class Preference(models.Model):
    """How a member wants to be told, beside the inbox. Clocks are ``HH:MM`` or empty."""

    member_id = models.BigIntegerField(unique=True)
    email = models.CharField(max_length=254, blank=True)
    email_on = models.BooleanField(default=False)
    kinds_off = models.JSONField(default=list)
    quiet_from = models.CharField(max_length=5, blank=True)
    quiet_to = models.CharField(max_length=5, blank=True)
    digest = models.CharField(max_length=8, default="off")
    digest_at = models.CharField(max_length=5, default="08:30")


class Delivery(models.Model):
    """One notification that is still to be e-mailed to its member, or was."""

    notification = models.ForeignKey(Notification, models.CASCADE, related_name="deliveries")
    member_id = models.BigIntegerField()
    due = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(
                fields=["member_id", "due"],
                condition=models.Q(sent_at=None),
                name="notify_delivery_waiting",
            )
        ]


class GroupSetting(models.Model):
    """A group that is written to by its key. ``sealed`` holds the address and the secret;
    ``reader`` is the member whose rights decide what the group may read."""

    workspace_id = models.BigIntegerField()
    key = models.CharField(max_length=63)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=100)
    reader = models.BigIntegerField()
    enabled = models.BooleanField(default=True)
    sealed = models.TextField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace_id", "key"], name="notify_group_key")
        ]
