"""What people may see at the end of a story, by every way there is."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from tests.acceptance.people import Refused
from tests.acceptance.player.expecting import Difference, compare
from tests.acceptance.player.people import Person, parsed
from tests.acceptance.player.stage import Stage

Check = dict[str, Any]
Examine = Callable[[Stage, Check], list[Difference]]
_OUR_NAMES = {
    "ref_purchase_price": "purchase_price",
    "lines.cost_amount": "lines.cost",
    "lines.gross_profit": "lines.profit",
    "gross_profit_total": "total_profit",
    "lines.gross": "lines.amount",
    "total_gross": "total",
}
"""Fields by the names of the stories: those of our forms."""


def differences(stage: Stage, checks: list[Check]) -> list[Difference]:
    found = []
    for number, check in enumerate(checks, 1):
        path = f"permission_checks.{number} {check['user']} {check.get('form', '')}".rstrip()
        for part, examine in _PARTS.items():
            if part in check:
                found += [(f"{path}.{p}", e, g) for p, e, g in _tried(examine, stage, check)]
    return found


def _tried(examine: Examine, stage: Stage, check: Check) -> list[Difference]:
    try:
        return examine(stage, check)
    except (Refused, AssertionError) as problem:
        return [("check", "possible", f"{type(problem).__name__}: {problem}")]


def _visible(stage: Stage, check: Check) -> list[Difference]:
    form, person = _form(stage, check), stage.staff.person(check["user"])
    seen = {one["id"] for one in person.session.query(form)}
    wanted = check["visible_docs"]
    got = [label for label in wanted if stage.labels.doc(label).id in seen]
    return compare(wanted, got, "visible_docs")


def _hidden(stage: Stage, check: Check) -> list[Difference]:
    """Neither listed nor found nor opened."""
    form, person = _form(stage, check), stage.staff.person(check["user"])
    found: list[Difference] = []
    for label in check["hidden_docs"]:
        doc = stage.labels.doc(label)
        listed = [*person.session.query(form), *person.session.query(form, search=doc.no)]
        if doc.id in {one["id"] for one in listed}:
            found.append((f"hidden_docs.{label}", "not listed", "listed"))
        for part in ("", "/history", "/flow", "/trace", "/chain", "/vouchers"):
            path = f"/forms/{form}/records/{doc.id}{part}"
            found += _refusal(person, "GET", path, None, f"hidden_docs.{label}{part}", {404})
    return found


def _hidden_fields(stage: Stage, check: Check) -> list[Difference]:
    form, person = _form(stage, check), stage.staff.person(check["user"])
    found: list[Difference] = []
    for told in check["hidden_fields"]:
        field = _OUR_NAMES.get(told, told)
        if field in stage.designs.fields(form):
            found += [(f"{told}.{p}", e, g) for p, e, g in _leaks(person, form, field)]
        else:
            stage.note(f"permission_checks: {form} has no field {told}, nobody can see it")
    if {"unit_cost", "stock_value"} & set(check["hidden_fields"]):
        found += _sees_no_value(person)
    return found


def _leaks(person: Person, form: str, field: str) -> Iterator[Difference]:
    """Every way to a value: what is read, and what can be found out by asking with it."""
    at = f"/forms/{form}"
    name = f'"{field.rpartition(".")[2]}"'
    for where, text in _read(person, at, field):
        if name in text:
            yield f"in {where}", "absent", "there"
    asked = {
        "filter": {"filter": {"cond": [{"field": field, "op": "not_empty"}]}},
        "sort": {"sort": [{"field": field}]},
        "fields": {"fields": [field]},
    }
    for way, body in asked.items():
        yield from _refusal(person, "POST", f"{at}/records/query", body, way, {422})
    grouped = {"group_by": [], "measures": [{"fn": "sum", "field": field}]}
    yield from _refusal(person, "POST", f"{at}/records/aggregate", grouped, "aggregate", {422})
    export = {"fields": [field]}
    yield from _refusal(person, "POST", f"{at}/export", export, "export", {403, 404, 422})


def _read(person: Person, at: str, field: str) -> Iterator[tuple[str, str]]:
    yield "form", _text(person, at)
    yield "schema", _text(person, f"{at}/schema")
    part = field.partition(".")[0] if "." in field else None
    body = {"limit": 1000, **({"fields": [part]} if part else {})}
    page = person.session.app("POST", f"{at}/records/query", body)
    yield "list", json.dumps(page, ensure_ascii=False)
    for one in page["items"][:5]:
        for piece in ("", "/history", "/flow", "/trace"):
            yield f"record{piece}", _text(person, f"{at}/records/{one['id']}{piece}")
    yield "preview", json.dumps(_try(person, "POST", f"{at}/records/preview", {"values": {}}))


def _sees_no_value(person: Person) -> list[Difference]:
    """What stock is worth, in the ledger: no measure, no cost."""
    rows = person.session.ledger("stock")
    shown = [row for row in rows if "value" in row["measures"] or row["unit_cost"] is not None]
    return [("即时库存.value", [], shown)] if shown else []


def _warehouses(stage: Stage, check: Check) -> list[Difference]:
    person = stage.staff.person(check["user"])
    rows = person.session.ledger("stock")
    places = [row["dimensions"]["warehouse"] for row in rows]
    codes = {stage.labels.code("warehouse", place["id"]) for place in places if place}
    return compare(sorted(check["visible_warehouses"]), sorted(codes), "visible_warehouses")  # type: ignore[type-var]


def _access(stage: Stage, check: Check) -> list[Difference]:
    """``none``: as if there were no such form."""
    form, person = _form(stage, check), stage.staff.person(check["user"])
    assert check["access"] == "none", check
    at = f"/forms/{form}"
    return [
        *_refusal(person, "GET", at, None, "form", {403, 404}),
        *_refusal(person, "POST", f"{at}/records/query", {}, "list", {403, 404}),
        *_refusal(person, "POST", f"{at}/records", {"values": {}}, "create", {403, 404}),
    ]


def _approved(stage: Stage, check: Check) -> list[Difference]:
    """What happened when they approved, which was written down as it happened."""
    label = check["action"].removeprefix("approve ").strip()
    doc, role = stage.labels.doc(label), parsed(check["user"])[0]
    after = next((a.after for a in stage.approvals if (a.doc, a.role) == (doc, role)), None)
    return compare(check["status_after"], after, f"approve {label}")


def _form(stage: Stage, check: Check) -> str:
    for key in stage.designs.keys("form"):
        if check["form"] in stage.designs.form(key)["title"].values():
            return key
    raise AssertionError(f"no form is called {check['form']}")


def _refusal(
    person: Person, method: str, path: str, body: Any, where: str, statuses: set[int]
) -> list[Difference]:
    answer = _try(person, method, path, body)
    status = answer.get("status") if isinstance(answer, dict) else None
    return [] if status in statuses else [(where, "refused", answer)]


def _try(person: Person, method: str, path: str, body: Any) -> Any:
    """The answer; of a refusal its status."""
    try:
        return person.session.app(method, path, body)
    except Refused as refused:
        if refused.status >= 500:
            raise
        return {"status": refused.status, **refused.body}


def _text(person: Person, path: str) -> str:
    return json.dumps(_try(person, "GET", path, None), ensure_ascii=False)


_PARTS: dict[str, Examine] = {
    "visible_docs": _visible,
    "hidden_docs": _hidden,
    "hidden_fields": _hidden_fields,
    "visible_warehouses": _warehouses,
    "access": _access,
    "action": _approved,
}
