"""What was vouchered of which document: the journal's own memory, beside the vouchers.

The vouchers themselves are records of an ordinary form. These rows say which of their lines stand
for which document, so that an un-approval takes back exactly them.
"""

from __future__ import annotations

from django.db import models


class VoucherLine(models.Model):
    """One amount of one document. Scaled to cents. ``account`` is the internal id of a record of
    the chart, ``auxiliaries`` the JSON of ``[[id, value], …]`` in order. A row without a voucher
    says that the rules found nothing to write when the document was approved."""

    app_id = models.BigIntegerField()
    journal = models.CharField(max_length=63)
    form = models.CharField(max_length=63)
    record = models.BigIntegerField()
    rule = models.CharField(max_length=63)
    voucher_form = models.CharField(max_length=63)
    voucher = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=20)
    date = models.DateField()
    account = models.BigIntegerField(null=True)
    auxiliaries = models.TextField(default="[]")
    debit = models.BigIntegerField(default=0)
    credit = models.BigIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["app_id", "form", "record"], name="voucher_line_document"),
            models.Index(fields=["app_id", "voucher_form", "voucher"], name="voucher_line_voucher"),
        ]


class ReopeningConsent(models.Model):
    """Somebody agrees that a closed month is opened again. ``used_at``: when it was; kept then."""

    app_id = models.BigIntegerField()
    journal = models.CharField(max_length=63)
    month = models.CharField(max_length=7)
    member = models.BigIntegerField()
    at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["app_id", "journal", "month"], name="reopening_month")]
