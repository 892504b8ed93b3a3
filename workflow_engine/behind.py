"""What is written to another form on somebody's behalf, and refused there.

They are told that it was refused, by what, and with which code; a path or a value of that form
only if they see all of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import HuiliuError, NotFound, RuleRefused
from huiliu.core.forms import FormShape
from huiliu.core.text import LANGUAGES, Words, choose, placeholders, without


class RefusedBehind(RuleRefused):
    """``whole``: the words with everything that the form ``form`` said."""

    def __init__(self, code: str, words: Words, form: str, whole: Words) -> None:
        super().__init__(code, words)
        self.form, self.whole = form, whole


@contextmanager
def behind(
    app: AppRef, shape: FormShape | None, words: Words, asker: Actor | None
) -> Iterator[None]:
    """Refusals of what is written inside are told to ``asker`` as ``words`` with ``{why}``."""
    # Asked now: after a refusal the transaction answers no more questions.
    knows = asker is not None and shape is not None and sees_all(asker, app, shape)
    try:
        yield
    except RefusedBehind:
        raise
    except HuiliuError as error:
        whole = _told(words, _whole(error, shape))
        told = whole if knows else _told(words, _discreet(error))
        form = shape.key if shape is not None else ""
        raise RefusedBehind(error.wire_code, told, form, whole) from error


def sees_all(actor: Actor, app: AppRef, shape: FormShape) -> bool:
    """Every field of every record."""
    try:
        access = ports.permissions().access(actor, app, shape.key)
    except NotFound:
        return False
    grants = [grant for grant in access.with_action("view") if grant.rows is None]
    return access.everything or all(
        any(grant.may_see(path) for grant in grants) for path in shape.fields
    )


def _told(words: Words, why: Words) -> dict[str, str]:
    if not why:
        return without(words, {"why"})
    return {one: choose(words, one).replace("{why}", choose(why, one)) for one in LANGUAGES}


def _discreet(error: HuiliuError) -> Words:
    words = error.own_words or error.words
    return without(words, placeholders(words))


def _whole(error: HuiliuError, shape: FormShape | None) -> Words:
    found: dict[str, str] = {}
    for language in LANGUAGES:
        said = [error.message(language)]
        for path, complaints in error.fields.items():
            label = _label(shape, path, language)
            said += [f"{label}: {one.as_json(language)['message']}" for one in complaints]
        found[language] = " ".join(said)
    return found


def _label(shape: FormShape | None, path: str, language: str) -> str:
    own = ".".join(part for part in path.split(".") if not part.isdigit())
    field = shape.fields.get(own) if shape is not None else None
    return choose(field.label or {}, language) if field is not None else own
