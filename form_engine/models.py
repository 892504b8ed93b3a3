"""The fixed tables of forms: what is published where, numbers given, history, files and views.

Records themselves are in tables of their own, which no migration knows: see ``publishing``.
"""

from __future__ import annotations

from django.db import models


class Form(models.Model):
    """A form of an app. ``version`` is the published one; null until the first publish ends."""

    app_id = models.BigIntegerField()
    key = models.CharField(max_length=63)
    version = models.IntegerField(null=True)
    checksum = models.CharField(max_length=64, default="")
    view = models.CharField(max_length=63, null=True, unique=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["app_id", "key"], name="form_key")]


class FormVersion(models.Model):
    """One published version: immutable."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="versions")
    number = models.IntegerField()
    document = models.JSONField()
    storage = models.JSONField()
    checksum = models.CharField(max_length=64)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "number"], name="form_version")]


class PhysicalTable(models.Model):
    """A table that keeps a form's records (``subform`` empty) or the rows of one subform."""

    form = models.ForeignKey(Form, models.CASCADE, related_name="tables")
    subform = models.CharField(max_length=63, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["form", "subform"], name="form_table")]


class PhysicalColumn(models.Model):
    """A column that was made for a field. Its id names it (``c_1001``) and is never used again:
    another kind of value is another column, and a field that comes back finds its values again."""

    table = models.ForeignKey(PhysicalTable, models.CASCADE, related_name="columns")
    path = models.CharField(max_length=127)
    kind = models.CharField(max_length=8)
    scale = models.SmallIntegerField(default=0)
    meaning = models.CharField(max_length=127, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "path", "kind", "scale", "meaning"], name="form_column"
            )
        ]


class DdlStep(models.Model):
    """The journal of changes to the tables of records."""

    form_id = models.BigIntegerField(db_index=True)
    version = models.IntegerField()
    operation = models.CharField(max_length=16)
    target = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)


class RecordChange(models.Model):
    """What one write did to one record, field by field, in the words of its form version."""

    form_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    rev = models.IntegerField()
    version = models.IntegerField()
    event = models.CharField(max_length=16)
    at = models.DateTimeField()
    by = models.BigIntegerField()
    origin = models.CharField(max_length=16)
    chain = models.TextField(blank=True)
    changes = models.TextField(blank=True)

    class Meta:
        indexes = [models.Index(fields=["form_id", "record_id", "id"], name="form_record_change")]


class SerialCounter(models.Model):
    """The last number given. One row per serial field and scope (a day, a shop); its row lock
    lasts to the end of the transaction, so a refused document consumes no number."""

    form_id = models.BigIntegerField()
    field = models.CharField(max_length=63)
    scope = models.CharField(max_length=400)
    value = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["form_id", "field", "scope"], name="form_serial")
        ]


class StoredFile(models.Model):
    """An uploaded file. Its bytes are kept once per content, under their SHA-256."""

    uid = models.CharField(max_length=26, unique=True)
    workspace_id = models.BigIntegerField()
    app_id = models.BigIntegerField()
    name = models.CharField(max_length=255)
    size = models.BigIntegerField()
    type = models.CharField(max_length=100)
    sha256 = models.CharField(max_length=64, db_index=True)
    uploaded_by = models.BigIntegerField()
    uploaded_at = models.DateTimeField()


class FileUse(models.Model):
    """Where a file is attached: who may see that field of that record may open the file."""

    file = models.ForeignKey(StoredFile, models.CASCADE, related_name="uses")
    form_id = models.BigIntegerField()
    record_id = models.BigIntegerField()
    path = models.CharField(max_length=127)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["file", "form_id", "record_id", "path"], name="form_file_use"
            )
        ]
        indexes = [models.Index(fields=["form_id", "record_id"], name="form_file_record")]


class SavedView(models.Model):
    """A list as a member likes to see it: columns, filter, sort, search."""

    app_id = models.BigIntegerField()
    form = models.CharField(max_length=63)
    member_id = models.BigIntegerField()
    name = models.CharField(max_length=100)
    shared = models.BooleanField(default=False)
    content = models.JSONField(default=dict)

    class Meta:
        indexes = [models.Index(fields=["app_id", "form"], name="form_saved_view")]


class ImportRun(models.Model):
    """How far an import has come. Moved in the transaction of the records it counts, so a killed
    import goes on where it was: nothing is lost and nothing comes twice."""

    job_id = models.BigIntegerField(unique=True)
    done = models.IntegerField(default=0)
    """Records of the sheet that were dealt with, well or badly."""
    created = models.IntegerField(default=0)
    failed = models.IntegerField(default=0)
    errors = models.JSONField(default=list)
    """The first of them, as they are shown."""
