"""What the writer of a record is told when it is refused: nothing about fields they may not see."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import TypeVar

from form_engine.catalog import get_plan
from form_engine.planning.rules import FORM
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import FIELD_WORDS, FieldError, HuiliuError, NotFound, RuleRefused
from huiliu.core.records import Record
from huiliu.core.text import without
from huiliu.core.transactions import run_in_transaction

T = TypeVar("T")
Errors = Mapping[str, Sequence[FieldError]]
Sees = Callable[[str], bool]


def write(app: AppRef, form: str, access: Access, work: Callable[[], T]) -> T:
    """Runs the work in one transaction; a refusal is told as far as ``access`` sees."""
    try:
        return run_in_transaction(work)
    except HuiliuError as error:
        if error.fields and not access.everything:
            fields = get_plan(app, form).fields
            error.fields = told(
                error.fields, lambda path: path not in fields or _sees(access, path)
            )
        raise


@contextmanager
def checked_for(record: Record, actor: Actor) -> Iterator[None]:
    """What the system finds wrong in a record that ``actor`` decides on is told as far as they see
    the record: by their groups, or by their tasks. Rules fill in nothing else either."""
    try:
        yield
    except HuiliuError as error:
        fields = get_plan(record.app, record.form).fields
        seeing = _accesses(record, actor)
        _discreetly(
            error, lambda path: path not in fields or any(_sees(one, path) for one in seeing)
        )
        raise


def told(errors: Errors, sees: Sees) -> dict[str, Sequence[FieldError]]:
    """A complaint about a hidden field becomes one about the record as a whole: a rule's own words
    stay, everything else is only said to be there. Who gave it a value was told already that there
    is no such field."""
    found: dict[str, list[FieldError]] = {}
    for path, complaints in errors.items():
        for one in complaints:
            hidden = one.code != "unknown_field" and not sees(plain(path))
            place, error = (FORM, _without_place(one)) if hidden else (path, one)
            told_there = found.setdefault(place, [])
            if error not in told_there:
                told_there.append(error)
    return dict(found)


def plain(path: str) -> str:
    """``lines.2.qty`` → ``lines.qty``."""
    return ".".join(part for part in path.split(".") if not part.isdigit())


def _accesses(record: Record, actor: Actor) -> list[Access]:
    found = [ports.flows().access(actor, record.app, record.form, record.id)]
    with suppress(NotFound):
        found.append(ports.permissions().access(actor, record.app, record.form))
    return [access for access in found if access is not None]


def _discreetly(error: HuiliuError, sees: Sees) -> None:
    spoken = {
        path: [_without_values(path, one, sees) for one in complaints]
        for path, complaints in error.fields.items()
    }
    said = [one for complaints in spoken.values() for one in complaints]
    first = next((one for one in said if one.code == error.wire_code), None)
    if isinstance(error, RuleRefused) and first is not None:
        error.own_words, error.data = first.words, dict(first.data)
    error.fields = told(spoken, sees)


def _without_values(path: str, error: FieldError, sees: Sees) -> FieldError:
    """A rule's words, without the clauses that would hold a hidden value."""
    if not error.words:
        return error
    row = plain(path).rpartition(".")[0]
    hidden = {key for key in error.data if not sees(f"{row}.{key}" if row else key)}
    data = {key: value for key, value in error.data.items() if key not in hidden}
    words = without(error.words, hidden) or FIELD_WORDS["hidden_value"]
    return replace(error, words=words, data=data) if hidden else error


def _without_place(error: FieldError) -> FieldError:
    return error if error.words else FieldError("hidden_value")


def _sees(access: Access, path: str) -> bool:
    return access.everything or any(grant.may_see(path) for grant in access.grants)
