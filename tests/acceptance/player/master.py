"""The master data of a story, entered as whoever sets a company up."""

from __future__ import annotations

from typing import Any

from tests.acceptance.player.designs import Missing
from tests.acceptance.player.people import HEAD_OFFICE, Person
from tests.acceptance.player.resolving import option
from tests.acceptance.player.sheet import Sheet
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]
_MONEY_KINDS = {"1001": "现金", "1002": "银行", "1012": "平台余额"}
_WALK_IN = "门店"
"""Customers of this channel are whoever comes in: 散客, of every shop."""


def enter(stage: Stage, person: Person) -> None:
    master = stage.story["master"]
    for one in master.get("warehouses", []):
        _warehouse(stage, person, one)
    for one in master.get("suppliers", []):
        _supplier(stage, person, one)
    for one in master.get("customers", []):
        _customer(stage, person, one)
    _join_parties(stage, person)
    for one in master.get("products", []):
        _product(stage, person, one)
    for one in master.get("accounts", []):
        _account(stage, person, one)


def create(stage: Stage, person: Person, sheet: Sheet) -> str:
    values, _ = sheet.for_person(person)
    path = f"/forms/{sheet.form}/records"
    return str(person.session.app("POST", path, {"values": values})["id"])


def _add(stage: Stage, person: Person, sheet: Sheet, code: str) -> str:
    """A record that stories know by its code."""
    if sheet.fields.get("code", {}).get("type") == "text":
        sheet.put(code, "code")
    made = create(stage, person, sheet)
    stage.labels.add(sheet.form, code, made)
    return made


def _warehouse(stage: Stage, person: Person, given: Given) -> None:
    sheet = Sheet(stage, "warehouse")
    sheet.put(given["name"], "name")
    sheet.put("门店仓" if given.get("store") else "普通仓", "kind")
    sheet.put(given.get("store") or HEAD_OFFICE, "department", "store")
    sheet.put(_keeper(stage, given["code"]), "keeper", needed=False)
    _put_rest(stage, sheet, given, {"code", "name", "store"})
    _add(stage, person, sheet, given["code"])


def _keeper(stage: Stage, warehouse: str) -> str | None:
    """The keeper of this warehouse, or the one of no warehouse in particular."""
    keepers = stage.staff.of_role("仓管")
    own = [one for one in keepers if one.about == warehouse]
    return next((one.name for one in [*own, *keepers] if one.about in ("", warehouse)), None)


def _supplier(stage: Stage, person: Person, given: Given) -> None:
    sheet = Sheet(stage, "supplier")
    sheet.put(given["name"], "name")
    sheet.put(given.get("taxpayer"), "taxpayer")
    if given.get("taxpayer") not in (None, "general"):
        sheet.put("normal", "invoice_kind", needed=False)
    _put_rest(stage, sheet, given, {"code", "name", "taxpayer", "customer"})
    _add(stage, person, sheet, given["code"])


def _customer(stage: Stage, person: Person, given: Given) -> None:
    sheet = Sheet(stage, "customer")
    sheet.put(given["name"], "name")
    sheet.put("散客" if given.get("channel") == _WALK_IN else None, "kind")
    sheet.put(given.get("salesperson"), "owner")
    sheet.put(given.get("credit_limit"), "credit_limit")
    put_named(stage, person, sheet, "channel", given.get("channel"))
    done = {"code", "name", "salesperson", "credit_limit", "channel", "supplier"}
    _put_rest(stage, sheet, given, done)
    _add(stage, person, sheet, given["code"])


def _join_parties(stage: Stage, person: Person) -> None:
    """Who buys and sells is both; each side names the other when both are there."""
    master = stage.story["master"]
    for form, other in (("supplier", "customer"), ("customer", "supplier")):
        for one in master.get(f"{form}s", []):
            if not one.get(other):
                continue
            if stage.designs.first(form, other) is None:
                stage.note(f"master: {form} has no field {other}")
                continue
            id_ = stage.labels.master(form, one["code"])
            values = {other: stage.labels.master(other, one[other])}
            person.session.app("PATCH", f"/forms/{form}/records/{id_}", {"values": values})


def _product(stage: Stage, person: Person, given: Given) -> None:
    sheet = Sheet(stage, "product")
    sheet.put(given["name"], "name")
    put_named(stage, person, sheet, "category", given.get("category"))
    put_named(stage, person, sheet, "unit", given["base_uom"])
    put_named(stage, person, sheet, "base_uom", given["base_uom"])
    put_rate(stage, person, sheet, given["tax_rate"])
    sheet.put(given.get("lead_time_days"), "lead_days", "lead_time_days")
    sheet.put(given.get("batch"), "batch_flag", "batch", needed=False)
    sheet.put(bool(given.get("shelf_life_days")) or None, "shelf_flag", needed=False)
    done = {"sku", "name", "category", "base_uom", "tax_rate", "lead_time_days", "batch", "uoms"}
    _put_rest(stage, sheet, given, done)
    made = _add(stage, person, sheet, given["sku"])
    stage.labels.add("uom", f"{given['sku']}/{given['base_uom']}", "")
    for unit, rate in given.get("uoms", {}).items():
        pack = Sheet(stage, "product_unit")
        pack.values["product"] = made
        put_named(stage, person, pack, "uom", unit)
        put_named(stage, person, pack, "name", unit)
        pack.put(rate, "rate")
        stage.labels.add("uom", f"{given['sku']}/{unit}", create(stage, person, pack))


def _account(stage: Stage, person: Person, given: Given) -> None:
    if not stage.designs.has_form("money_account"):
        stage.note("master.accounts: there is no form money_account")
        return
    sheet = Sheet(stage, "money_account")
    sheet.put(given["name"], "name")
    sheet.put(given["gl"], "gl_account", "account")
    sheet.put(_money_kind(sheet, given), "kind")
    _put_rest(stage, sheet, given, {"code", "name", "gl"})
    _add(stage, person, sheet, given["code"])


def _money_kind(sheet: Sheet, given: Given) -> str:
    """By its name (微信收款, 支付宝), or by its place in the chart."""
    try:
        return option(sheet.fields["kind"], given["name"])
    except Missing:
        return _MONEY_KINDS[given["gl"]]


def put_named(stage: Stage, person: Person, sheet: Sheet, name: str, value: str | None) -> None:
    """A value that is an option here, a record there: what is not there yet is made, or where it
    cannot be, the first one is taken."""
    field = sheet.fields.get(name)
    if field is None:
        return
    try:
        if field["type"] == "choice" and value is None and not field.get("required"):
            return
        if field["type"] == "reference":
            sheet.values[name] = _named_record(stage, person, field["form"], value or "默认")
        elif value is not None:
            sheet.put(value, name)
        elif field["type"] == "choice":
            sheet.values[name] = field["options"][0]["id"]
    except Missing as missing:
        stage.note(f"master.{sheet.form}: {missing}")
        if field["type"] == "choice" and field.get("required"):
            sheet.values[name] = field["options"][0]["id"]


def _named_record(stage: Stage, person: Person, form: str, name: str) -> str:
    known = stage.labels.master(form, name)
    if known is not None:
        return known
    found = person.session.query(
        form, filter={"cond": [{"field": "name", "op": "eq", "value": name}]}
    )
    if found:
        stage.labels.add(form, name, found[0]["id"])
        return str(found[0]["id"])
    sheet = Sheet(stage, form)
    sheet.put(name, "name")
    if sheet.fields.get("code", {}).get("type") == "text":
        sheet.put(f"N{len(stage.labels.all(form)) + 1}", "code")
    made = create(stage, person, sheet)
    stage.labels.add(form, name, made)
    return made


def put_rate(stage: Stage, person: Person, sheet: Sheet, rate: str) -> None:
    """A tax rate as a number, or as a row of the tax rates."""
    field = sheet.fields["tax_rate"]
    if field["type"] != "reference":
        sheet.put(rate, "tax_rate")
        return
    known = stage.labels.master(field["form"], rate)
    if known is None:
        rows = person.session.query(
            field["form"], filter={"cond": [{"field": "rate", "op": "eq", "value": rate}]}
        )
        known = rows[0]["id"] if rows else _new_rate(stage, person, field["form"], rate)
        stage.labels.add(field["form"], rate, known)
    sheet.values["tax_rate"] = known


def _new_rate(stage: Stage, person: Person, form: str, rate: str) -> str:
    sheet = Sheet(stage, form)
    sheet.put(rate, "name", "title")
    sheet.put(rate, "rate")
    sheet.put(stage.story["master"]["company"]["enabled_on"], "valid_from", needed=False)
    return create(stage, person, sheet)


def _put_rest(stage: Stage, sheet: Sheet, given: Given, done: set[str]) -> None:
    """Fields of the story whose names are those of the form."""
    for name, value in given.items():
        if name not in done and value is not None:
            try_to_put(stage, sheet, value, name)


def try_to_put(stage: Stage, sheet: Sheet, value: Any, *names: str) -> None:
    """What a company cannot say about its masters is noted, and shows where it matters."""
    if stage.designs.first(sheet.form, *names) is None:
        stage.note(f"master: {sheet.form} has no field {names[0]}")
        return
    try:
        sheet.put(value, *names)
    except Missing as missing:
        stage.note(f"master: {missing}")
