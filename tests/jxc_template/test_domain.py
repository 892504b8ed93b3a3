"""The template against the trade it is for: every form, field and right, or a reason why not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent / "domain"
TEMPLATE = Path(__file__).parents[2] / "jxc_template"
ROLES = {
    "PB": "buyer", "PM": "purchase_manager", "WK": "keeper", "SA": "sales", "SM": "sales_manager",
    "ST": "store_manager", "FI": "finance", "GM": "boss", "AD": "admin",
}  # fmt: skip
LETTERS = {
    "view": "V", "create": "C", "unapprove": "U", "void": "X", "close": "X", "export": "E",
}  # fmt: skip
WHO_HEADS = {"field_heads": "ST", "heads": "PM"}
"""Asked by their place: the head of a store, and of a department (the buyers', say)."""


def _lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _read(folder: str, name: str) -> Any:
    return json.loads((TEMPLATE / folder / f"{name}.json").read_text(encoding="utf-8"))


@cache
def _fields_there() -> dict[str, set[str]]:
    """Form or ledger → paths of its fields, or its dimensions and measures."""
    there: dict[str, set[str]] = {}
    for path in TEMPLATE.glob("forms/*.json"):
        fields = json.loads(path.read_text(encoding="utf-8"))["fields"]
        under = {f"{one['id']}.{row['id']}" for one in fields for row in one.get("fields", ())}
        there[path.stem] = {one["id"] for one in fields} | under
    for path in TEMPLATE.glob("ledgers/*.json"):
        document = json.loads(path.read_text(encoding="utf-8"))
        parts = [*document["dimensions"], *document["measures"]]
        there[path.stem] = {one["id"] for one in parts}
    return there


def _wanted() -> Iterator[tuple[str, str, str, str]]:
    """(``M01.code``, form, its name in the trade, where it is or ``-``)."""
    blocks: dict[str, list[str]] = {}
    for line in _lines("forms.txt"):
        head, _, rest = line.partition(" ")
        key = head.removesuffix(":")
        form, colon, fields = rest.partition(":")
        if len(key) == 1:
            blocks[key] = rest.split()
        elif not colon:
            yield key, "", "", "-"
        else:
            for field in (f for one in fields.split() for f in blocks.get(one, [one])):
                name, _, path = field.partition("=")
                yield f"{key}.{name}", form, name, path or name


WANTED = list(_wanted())


def _is_there(form: str, path: str) -> bool:
    other, _, rest = path.partition(".")
    there = _fields_there()
    return path in there.get(form, ()) or rest in there.get(other, ())


def _table(title: str) -> list[list[str]]:
    """The rows of a table of the template's README."""
    text = (TEMPLATE / "README.md").read_text(encoding="utf-8")
    section = text.split(f"## {title}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in row] for row in rows[2:]]


def test_every_field_of_the_trade_is_where_it_is_said_to_be() -> None:
    lost = [key for key, form, _, path in WANTED if path != "-" and not _is_there(form, path)]
    assert lost == []
    assert len(WANTED) > 600


def test_a_field_that_is_not_there_has_its_reason_and_only_that() -> None:
    missing = [key for key, _, _, path in WANTED if path == "-"]
    told = [key for keys, reason in _table("Fields that differ") for key in keys.split() if reason]
    assert sorted(told) == sorted(missing)


def _assignees(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if node.get("type") == "approval":
            yield node["assignees"]
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            yield from _assignees(one)


def _approvers(form: str) -> set[str] | None:
    """Who a flow may ask; None where there is none."""
    if not (TEMPLATE / "flows" / f"{form}.json").exists():
        return None
    asked = list(_assignees(_read("flows", form)))
    roles = {role for one in asked for role in one.get("roles", ())}
    heads = {who for one in asked for kind, who in WHO_HEADS.items() if kind in one}
    return {who for who, role in ROLES.items() if role in roles} | heads


def _may(form: str) -> dict[str, set[str]]:
    may: dict[str, set[str]] = {who: set() for who in ROLES}
    for group in _read("permissions", form):
        for who, role in ROLES.items():
            if role in group["members"].get("roles", ()):
                may[who] |= {LETTERS[one] for one in group["actions"] if one in LETTERS}
    for who in _approvers(form) or ():
        may[who].add("A")
    return may


def _should() -> dict[str, dict[str, set[str]]]:
    _, *rows = _lines("matrix.txt")
    cells = [[cell.strip() for cell in row.split("|")] for row in rows]
    return {
        form: {who: set(cell) - {"-"} for who, cell in zip(ROLES, row, strict=True)}
        for forms, *row in cells
        for form in forms.split()
    }


SHOULD = _should()


def _differences(form: str) -> set[tuple[str, str]]:
    """(who, ``+E``): more or less than the trade says."""
    counted = set("VCAUXE") - (set() if _approvers(form) is not None else {"A"})
    may = _may(form)
    return {
        (who, sign + letter)
        for who, should in SHOULD[form].items()
        for sign, letters in (("+", may[who] - should), ("-", should - may[who]))
        for letter in letters & counted
    }


def _told() -> list[tuple[set[str], set[tuple[str, str]]]]:
    return [
        (
            set(SHOULD) if forms == "*" else set(forms.split()),
            {(one, sign) for one in who.split() for sign in signs.split()},
        )
        for forms, who, signs, reason in _table("Rights that differ")
        if reason
    ]


@pytest.mark.parametrize("form", SHOULD)
def test_each_role_may_do_with_a_form_what_the_trade_says(form: str) -> None:
    told = set().union(*(cells for forms, cells in _told() if form in forms))
    assert _differences(form) - told == set()


def test_no_difference_is_told_that_is_none() -> None:
    """Each cell of each row is a difference of at least one of its forms."""
    found = {form: _differences(form) for form in SHOULD}
    stale = [
        (sorted(forms), sorted(unused))
        for forms, cells in _told()
        if (unused := {one for one in cells if not any(one in found[form] for form in forms)})
    ]
    assert stale == []
    unused_forms = [
        form
        for forms, cells in _told()
        for form in forms
        if len(forms) < len(SHOULD) and not cells & found[form]
    ]
    assert unused_forms == []
