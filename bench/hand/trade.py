"""The tables a Django developer would write for the delivery of the 进销存 template: its order,
stock with costs, reservations, receivables, credit, vouchers, books, history, notifications."""

from django.db import models


def _quantity(**more):
    return models.DecimalField(max_digits=18, decimal_places=4, **more)


def _money(**more):
    return models.DecimalField(max_digits=18, decimal_places=2, **more)


class Person(models.Model):
    name = models.CharField(max_length=100)
    role = models.CharField(max_length=30, db_index=True)
    may_approve = models.BooleanField(default=False)


class Settings(models.Model):
    closed_through = models.DateField(null=True)
    enabled_on = models.DateField(null=True)
    allow_future = models.BooleanField(default=False)
    small_taxpayer = models.BooleanField(default=False)


class Client(models.Model):
    name = models.CharField(max_length=100)
    status = models.CharField(max_length=10, default="enabled")
    credit_limit = _money(null=True)
    owed = _money(default=0)
    ordered = _money(default=0)
    last_delivery_on = models.DateField(null=True)


class Store(models.Model):
    name = models.CharField(max_length=100)
    status = models.CharField(max_length=10, default="enabled")
    department = models.IntegerField()


class Goods(models.Model):
    name = models.CharField(max_length=100)
    status = models.CharField(max_length=10, default="enabled")
    kind = models.CharField(max_length=10, default="goods")
    safety_stock = _quantity(default=0)
    tax_rate = models.DecimalField(max_digits=9, decimal_places=4)


class SalesOrder(models.Model):
    no = models.CharField(max_length=40, unique=True)
    bill_date = models.DateField()
    client = models.ForeignKey(Client, models.PROTECT)
    store = models.ForeignKey(Store, models.PROTECT)
    total = _money()
    open_amount = _money()
    exec_status = models.CharField(max_length=10, default="none")
    state = models.CharField(max_length=10, db_index=True)
    rev = models.IntegerField(default=1)
    updated_at = models.DateTimeField(auto_now=True)


class SalesOrderLine(models.Model):
    order = models.ForeignKey(SalesOrder, models.CASCADE, related_name="lines")
    goods = models.ForeignKey(Goods, models.PROTECT)
    qty = _quantity()
    shipped = _quantity(default=0)
    amount = _money()


class Delivery(models.Model):
    no = models.CharField(max_length=40, unique=True)
    bill_date = models.DateField(db_index=True)
    client = models.ForeignKey(Client, models.PROTECT)
    store = models.ForeignKey(Store, models.PROTECT)
    order = models.ForeignKey(SalesOrder, models.PROTECT, null=True)
    credit_days = models.IntegerField(default=30)
    due_on = models.DateField(null=True)
    total_qty = _quantity(default=0)
    total = _money(default=0)
    total_net = _money(default=0)
    total_tax = _money(default=0)
    total_cost = _money(null=True)
    total_profit = _money(null=True)
    state = models.CharField(max_length=10, db_index=True, default="draft")
    rev = models.IntegerField(default=1)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    updated_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)


class DeliveryLine(models.Model):
    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="lines")
    pos = models.IntegerField()
    order_line = models.ForeignKey(SalesOrderLine, models.PROTECT, null=True)
    goods = models.ForeignKey(Goods, models.PROTECT)
    qty = _quantity()
    price = models.DecimalField(max_digits=18, decimal_places=6)
    tax_rate = models.DecimalField(max_digits=9, decimal_places=4)
    amount = _money(default=0)
    net = _money(default=0)
    tax = _money(default=0)
    cost = _money(null=True)
    profit = _money(null=True)


class _Entry(models.Model):
    """What every ledger notes of a posting."""

    form = models.CharField(max_length=30)
    record = models.BigIntegerField()
    line = models.BigIntegerField(null=True)
    on_date = models.DateField(db_index=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, related_name="reversed_by")

    class Meta:
        abstract = True


class StockEntry(_Entry):
    goods = models.ForeignKey(Goods, models.PROTECT, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, db_index=False)
    qty = _quantity()
    value = _money()

    class Meta:
        indexes = [
            models.Index(fields=["record", "form"], name="stock_entry_document"),
            models.Index(fields=["goods", "store", "on_date", "id"], name="stock_entry_key"),
            models.Index(fields=["goods", "on_date", "id"], name="stock_entry_pool"),
        ]


class Stock(models.Model):
    goods = models.ForeignKey(Goods, models.PROTECT)
    store = models.ForeignKey(Store, models.PROTECT)
    qty = _quantity(default=0)
    value = _money(default=0)
    reserved = _quantity(default=0)
    unshipped = _quantity(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["goods", "store"], name="stock_key"),
            models.CheckConstraint(condition=models.Q(qty__gte=0), name="stock_floor"),
            models.CheckConstraint(
                condition=models.Q(qty__gte=models.F("reserved")), name="stock_available"
            ),
        ]


class Pool(models.Model):
    goods = models.OneToOneField(Goods, models.PROTECT)
    qty = _quantity(default=0)
    value = _money(default=0)
    last_on = models.DateField(null=True)


class ReservationEntry(_Entry):
    goods = models.ForeignKey(Goods, models.PROTECT, db_index=False)
    store = models.ForeignKey(Store, models.PROTECT, db_index=False)
    reserved = _quantity(default=0)
    unshipped = _quantity(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["record", "form"], name="reservation_document"),
            models.Index(fields=["goods", "store", "on_date", "id"], name="reservation_key"),
        ]


class ReceivableEntry(_Entry):
    client = models.ForeignKey(Client, models.PROTECT)
    document = models.CharField(max_length=40)
    due = models.DateField()
    amount = _money()


class OpenItem(models.Model):
    client = models.ForeignKey(Client, models.PROTECT)
    document = models.CharField(max_length=40)
    due = models.DateField()
    amount = _money()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["client", "document", "due"], name="open_item_key"),
            models.CheckConstraint(condition=models.Q(amount__gte=0), name="open_item_floor"),
        ]


class CreditEntry(_Entry):
    client = models.ForeignKey(Client, models.PROTECT)
    ordered = _money()


class Account(models.Model):
    code = models.CharField(max_length=20, unique=True)
    leaf = models.BooleanField(default=True)
    status = models.CharField(max_length=10, default="enabled")


class Voucher(models.Model):
    no = models.CharField(max_length=40, null=True)
    bill_date = models.DateField(db_index=True)
    period = models.CharField(max_length=7)
    kind = models.CharField(max_length=20)
    summary = models.CharField(max_length=200)
    source = models.CharField(max_length=40, db_index=True)
    debit = _money()
    credit = _money()
    state = models.CharField(max_length=10, db_index=True)
    rev = models.IntegerField(default=1)
    created_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)


class VoucherLine(models.Model):
    voucher = models.ForeignKey(Voucher, models.CASCADE, related_name="lines")
    pos = models.IntegerField()
    account = models.ForeignKey(Account, models.PROTECT)
    client = models.ForeignKey(Client, models.PROTECT, null=True)
    department = models.IntegerField(null=True)
    summary = models.CharField(max_length=200)
    debit = _money(null=True)
    credit = _money(null=True)


class VoucherOf(models.Model):
    """What of a document was vouchered, to compare with when it changes."""

    form = models.CharField(max_length=30)
    record = models.BigIntegerField()
    rule = models.CharField(max_length=30)
    voucher = models.ForeignKey(Voucher, models.PROTECT)
    account = models.ForeignKey(Account, models.PROTECT)
    debit = _money()
    credit = _money()

    class Meta:
        indexes = [models.Index(fields=["record", "form"], name="voucher_of_document")]


class BookEntry(_Entry):
    account = models.ForeignKey(Account, models.PROTECT)
    period = models.CharField(max_length=7)
    client = models.ForeignKey(Client, models.PROTECT, null=True)
    department = models.IntegerField(null=True)
    debit = _money(default=0)
    credit = _money(default=0)


class Book(models.Model):
    account = models.ForeignKey(Account, models.PROTECT)
    period = models.CharField(max_length=7)
    client = models.ForeignKey(Client, models.PROTECT, null=True)
    department = models.IntegerField(null=True)
    debit = _money(default=0)
    credit = _money(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "period", "client", "department"],
                name="book_key",
                nulls_distinct=False,
            )
        ]


class Trail(models.Model):
    """History of documents."""

    form = models.CharField(max_length=30)
    record = models.BigIntegerField()
    person = models.ForeignKey(Person, models.PROTECT)
    event = models.CharField(max_length=20)
    changes = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["form", "record"], name="trail_document")]


class Job(models.Model):
    """Notifications, webhooks and live updates, sent after the commit."""

    kind = models.CharField(max_length=40)
    payload = models.JSONField()
    state = models.CharField(max_length=10, default="queued", db_index=True)
    created_at = models.DateTimeField(auto_now_add=True)
