"""What a form says about the life of its documents. Part of a form."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from form_engine.link_document import Link
from huiliu.core.documents import Id


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Reversal(_Part):
    """红冲: a copy with negative amounts that is approved at once. ``negate`` are the numbers that
    change their sign, ``of`` the reference to the document that is reversed, ``of_line`` the number
    in a subform that names the line, ``date`` the field that is today."""

    negate: tuple[str, ...] = Field(min_length=1, max_length=50)
    of: Id
    of_line: str | None = None
    date: Id | None = None


class Life(_Part):
    """``void_reason``: the text that says why a document was voided; it is asked for then.
    ``not_copied`` stays behind in a copy, ``editable_after_approval`` may still be changed.
    ``period`` is the date that may not lie in a closed period."""

    void_reason: Id | None = None
    not_copied: tuple[str, ...] = Field(default=(), max_length=100)
    editable_after_approval: tuple[str, ...] = Field(default=(), max_length=50)
    period: Id | None = None
    reversal: Reversal | None = None


def reversal_link(form: str, reversal: Reversal) -> Link:
    """A reversal follows from what it reverses, and takes nothing of it."""
    title = {"zh-CN": "红冲", "en": "Reversal"}
    return Link(id="reversal", title=title, form=form, record=reversal.of, quantity=reversal.of)
