"""The options of a choice: a stable id, words in two languages, a colour."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import BaseModel, ConfigDict, Field

from huiliu.core.documents import Id, Title
from huiliu.core.text import choose


class Option(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Id
    label: Title
    color: str | None = Field(default=None, pattern=r"^(#[0-9a-fA-F]{6}|[a-z]{3,20})$")


def require_distinct(options: tuple[Option, ...]) -> tuple[Option, ...]:
    ids = [option.id for option in options]
    twice = sorted({one for one in ids if ids.count(one) > 1})
    if twice:
        raise ValueError(f"the options {', '.join(twice)} appear twice")
    return options


def typed_option(options: Sequence[Option], text: str) -> str:
    """The id of the option a person means by its words in any language, or by its id."""
    wanted = text.strip()
    for one in options:
        if wanted == one.id or wanted in one.label.values():
            return one.id
    return wanted


def shown_option(options: Sequence[Option], chosen: str, language: str) -> str:
    """The option's words; its id when the option is gone from the form."""
    return next((choose(one.label, language) for one in options if one.id == chosen), chosen)
