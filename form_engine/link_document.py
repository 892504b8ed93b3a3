"""How a document follows from others: 下推, open quantities, what is executed. Parts of a form.

The form that is *made* (a receipt) says where it comes from (an order). Paths on its left are its
own, paths and formulas that begin at the source are paths of the source form.
"""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from huiliu.core.conditions import Condition
from huiliu.core.documents import Id, Title

STATUSES = ("none", "partial", "completed", "closed")
"""未执行, 部分执行, 执行完毕, 已关闭: how far a document is done."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Refused(_Part):
    """Said when more is taken than there is: placeholders ``limit``, ``taken``, ``quantity``,
    ``over`` and ``source``."""

    code: str = Field(pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")
    message: Title


class Offer(_Part):
    """What 下推 fills in: the field, and a formula over the source that says how much is open. A
    line of which nothing is open is not offered."""

    into: str
    amount: str = Field(max_length=4000)


class Shares(_Part):
    """Amounts in proportion to the quantity (N5): the one that completes the line takes the rest.
    ``of`` is the whole quantity of the source line; ``fields`` are field → amount of the source.
    ``together``: links of other forms (``exchange.from_delivery``) that share the same amounts."""

    of: str
    fields: dict[str, str] = Field(min_length=1, max_length=20)
    together: tuple[str, ...] = Field(default=(), max_length=10)


class NotBefore(_Part):
    """``date`` may not be before ``source``."""

    date: str
    source: str
    code: str = Field(default="BEFORE_SOURCE", pattern=r"^[A-Za-z][A-Za-z0-9_]{0,62}$")


class Link(_Part):
    """One way from a source. ``record`` is the reference that names the source document; with
    ``lines``, ``row`` is the number field that names its line (the line's ``$row``). Once set,
    neither changes. ``into`` is the field of the source that keeps what approved documents took,
    ``limit`` a formula over the source: the most that they may take together. ``same``: own field →
    path of the source, taken over and kept; ``copy``: taken over once where nobody said otherwise,
    before a default. ``among``: own list → list of the source, which has everything that the own
    one has (serial numbers).
    ``with_source``: the approval of the source makes it, and taking that back takes it back."""

    id: Id
    title: Title
    form: Id
    lines: Id | None = None
    record: str
    row: str | None = None
    quantity: str
    into: str | None = None
    limit: str | None = Field(default=None, max_length=4000)
    refused: Refused | None = None
    offer: Offer | None = None
    where: Condition | None = None
    same: dict[str, str] = Field(default_factory=dict, max_length=100)
    among: dict[str, str] = Field(default_factory=dict, max_length=10)
    copy_: dict[str, str] = Field(default_factory=dict, alias="copy", max_length=100)
    shares: Shares | None = None
    many: bool = True
    not_before: NotBefore | None = None
    with_source: bool = False

    @property
    def scope(self) -> str:
        """The subform whose rows name a source; empty: the record itself does."""
        return (self.row or self.record).rpartition(".")[0]

    @property
    def key(self) -> str:
        """The field that tells sources apart."""
        return self.row or self.record


class Changes(_Part):
    """变更单: at approval the documents of ``link`` get new values. ``fields`` are a field of that
    document → the field of this form that holds its new value, both of the record or both of the
    lines; ``version`` is a number there that counts the changes."""

    link: Id
    fields: dict[str, str] = Field(min_length=1, max_length=100)
    version: Id | None = None


class Execution(_Part):
    """How far an approved document is done. ``open`` and ``executed`` are its own numbers, of the
    record or of its lines; ``status`` is a choice of ``STATUSES`` that the engine keeps."""

    status: Id
    open: str
    executed: tuple[str, ...] = Field(min_length=1, max_length=10)
