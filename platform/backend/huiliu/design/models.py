"""Apps and their documents: drafts, published versions, and who may open or design them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from guardian.models import GroupObjectPermissionBase, UserObjectPermissionBase


class App(models.Model):
    """Forms, flows, ledgers and pages that belong together. ``rev`` grows with every publish:
    whatever is compiled from its documents is cached under ``(id, rev)``."""

    workspace = models.ForeignKey("org.Workspace", models.CASCADE, related_name="apps")
    key = models.CharField(max_length=63)
    title = models.JSONField()
    icon = models.CharField(max_length=63, blank=True)
    color = models.CharField(max_length=16, blank=True)
    rev = models.BigIntegerField(default=0)
    navigation = models.JSONField(default=list)
    """``[{"group": words, "items": [{"kind": "form", "key": "product"}]}]``; what the app document
    says of groups and lines beside that stands there too."""
    workplaces = models.JSONField(default=list)
    """``[{"roles": ["buyer"], "opens": {"kind": "form", "key": "purchase_order"}}]``"""
    source = models.JSONField(default=dict)
    """The template it came from: ``{"template", "release", "installed"}``."""
    created_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True)
    """Gone for everybody; its records stay in their tables, and its key may be taken anew."""

    class Meta:
        app_label = "design"
        permissions = [("open_app", "May open the app"), ("design_app", "May design the app")]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "key"],
                condition=models.Q(deleted_at__isnull=True),
                name="design_app_key_once",
            ),
        ]


class Document(models.Model):
    """One definition. ``draft`` is what a designer works on, None when nothing differs from what
    is published; ``published`` is the current version's number, None before the first."""

    app = models.ForeignKey(App, models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=32)
    key = models.CharField(max_length=63)
    draft = models.JSONField(null=True)
    draft_rev = models.IntegerField(default=0)
    published = models.IntegerField(null=True)
    updated_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)
    """Gone for everybody until it is restored; its key is not given anew as long."""
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    kept = models.JSONField(default=dict)
    """Of what is removed, for its return: ``{"published", "draft", "with"}``; ``with``: kind and
    key of the document that it went along with."""

    class Meta:
        app_label = "design"
        permissions = [
            ("open_document", "May open the document"),
            ("design_document", "May design the document"),
        ]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["app", "kind", "key"], name="design_document_key"),
        ]


class DocumentVersion(models.Model):
    """What was published once. Never changed, never deleted while the document lives."""

    document = models.ForeignKey(Document, models.CASCADE, related_name="versions")
    n = models.IntegerField()
    content = models.JSONField()
    comment = models.CharField(max_length=500, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        app_label = "design"
        constraints = [
            models.UniqueConstraint(fields=["document", "n"], name="design_version_number"),
        ]


class AppMemberGrant(UserObjectPermissionBase):
    content_object = models.ForeignKey(App, models.CASCADE, related_name="member_grants")

    class Meta(UserObjectPermissionBase.Meta):
        app_label = "design"
        abstract = False


class AppRoleGrant(GroupObjectPermissionBase):
    content_object = models.ForeignKey(App, models.CASCADE, related_name="role_grants")

    class Meta(GroupObjectPermissionBase.Meta):
        app_label = "design"
        abstract = False


class DocumentMemberGrant(UserObjectPermissionBase):
    content_object = models.ForeignKey(Document, models.CASCADE, related_name="member_grants")

    class Meta(UserObjectPermissionBase.Meta):
        app_label = "design"
        abstract = False


class DocumentRoleGrant(GroupObjectPermissionBase):
    content_object = models.ForeignKey(Document, models.CASCADE, related_name="role_grants")

    class Meta(GroupObjectPermissionBase.Meta):
        app_label = "design"
        abstract = False
