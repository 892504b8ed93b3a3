"""The tables a Django developer would write for exactly this order, its stock and its history."""

from django.db import models


class Member(models.Model):
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=30)
    department = models.IntegerField(default=1)


class ApiKey(models.Model):
    member = models.ForeignKey(Member, models.CASCADE)
    digest = models.CharField(max_length=64, unique=True)


class Customer(models.Model):
    name = models.CharField(max_length=100, unique=True)
    status = models.CharField(max_length=10, default="enabled")


class Warehouse(models.Model):
    name = models.CharField(max_length=100, unique=True)
    status = models.CharField(max_length=10, default="enabled")
    department = models.IntegerField()


class Product(models.Model):
    name = models.CharField(max_length=100)
    spec = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=10)
    price = models.DecimalField(max_digits=18, decimal_places=6)
    status = models.CharField(max_length=10, default="enabled")


class Counter(models.Model):
    scope = models.CharField(max_length=40, unique=True)
    value = models.IntegerField(default=0)


class Order(models.Model):
    no = models.CharField(max_length=40, unique=True)
    bill_date = models.DateField(db_index=True)
    customer = models.ForeignKey(Customer, models.PROTECT)
    warehouse = models.ForeignKey(Warehouse, models.PROTECT)
    store = models.IntegerField(db_index=True)
    channel = models.CharField(max_length=10, db_index=True)
    contact = models.CharField(max_length=80, blank=True)
    carrier = models.CharField(max_length=50, blank=True)
    tracking_no = models.CharField(max_length=50, blank=True)
    salesperson = models.ForeignKey(Member, models.PROTECT, null=True, related_name="+")
    total_qty = models.DecimalField(max_digits=18, decimal_places=4)
    total = models.DecimalField(max_digits=18, decimal_places=2, db_index=True)
    remark = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=10, db_index=True)
    rev = models.IntegerField(default=1)
    created_by = models.ForeignKey(Member, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    deleted_at = models.DateTimeField(null=True)


class OrderLine(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines")
    pos = models.IntegerField()
    product = models.ForeignKey(Product, models.PROTECT)
    spec = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=10)
    qty = models.DecimalField(max_digits=18, decimal_places=4)
    price = models.DecimalField(max_digits=18, decimal_places=6)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    note = models.CharField(max_length=100, blank=True)


class History(models.Model):
    order = models.ForeignKey(Order, models.CASCADE)
    member = models.ForeignKey(Member, models.PROTECT)
    event = models.CharField(max_length=20)
    changes = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)


class Outbox(models.Model):
    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    state = models.CharField(max_length=10, default="queued", db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)


class Claim(models.Model):
    reason = models.CharField(max_length=200)
    amount = models.DecimalField(max_digits=18, decimal_places=2)
    state = models.CharField(max_length=10, db_index=True)
    created_by = models.ForeignKey(Member, models.PROTECT)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)


class ClaimVote(models.Model):
    claim = models.ForeignKey(Claim, models.CASCADE)
    member = models.ForeignKey(Member, models.PROTECT)
    state = models.CharField(max_length=10, default="pending")
    comment = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    acted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["member", "state", "created_at"], name="claim_vote_todo")]
        constraints = [models.UniqueConstraint(fields=["claim", "member"], name="claim_vote_once")]


class ClaimLog(models.Model):
    claim = models.ForeignKey(Claim, models.CASCADE)
    member = models.ForeignKey(Member, models.PROTECT)
    event = models.CharField(max_length=20)
    comment = models.TextField(blank=True)
    at = models.DateTimeField(auto_now_add=True)


class Balance(models.Model):
    product = models.ForeignKey(Product, models.PROTECT)
    warehouse = models.ForeignKey(Warehouse, models.PROTECT)
    qty = models.DecimalField(max_digits=18, decimal_places=4)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["product", "warehouse"], name="balance_key"),
            models.CheckConstraint(condition=models.Q(qty__gte=0), name="balance_floor"),
        ]


class Entry(models.Model):
    product = models.ForeignKey(Product, models.PROTECT)
    warehouse = models.ForeignKey(Warehouse, models.PROTECT)
    order = models.ForeignKey(Order, models.PROTECT)
    line = models.ForeignKey(OrderLine, models.PROTECT)
    qty = models.DecimalField(max_digits=18, decimal_places=4)
    on_date = models.DateField()
    posted_at = models.DateTimeField(auto_now_add=True)


# What the delivery of the template needs.
from bench.hand import trade  # noqa: E402, F401
