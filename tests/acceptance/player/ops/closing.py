"""月结: the vouchers of the close, the statements, and what is refused afterwards."""

from __future__ import annotations

import re
from typing import Any

from tests.acceptance.people import Refused
from tests.acceptance.player.amounts import dec, money
from tests.acceptance.player.carrying import void
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import op
from tests.acceptance.player.people import Person
from tests.acceptance.player.stage import Stage

Given = dict[str, Any]
JOURNAL = "main"
_ORDER = re.compile(
    r"^[\s　]*([一二三四五六七八九十]+、|[加减]：|其中：|[(（]?\d+[)）]?[、.])?[\s　]*"
)


@op("month_close")
def month_close(stage: Stage, actor: Person, given: Given) -> list[Doc]:
    """As finance closes a month; with the surtax of the story. What was un-approved and not sent
    again is a draft, which no close suffers: it is voided first (jxc-domain 7.6, row 2)."""
    month = given["date"][:7]
    _void_drafts(stage, actor, month)
    _set_surtax(stage, actor, given.get("surtax"))
    actor.session.app("POST", f"/journals/{JOURNAL}/close", {"month": month})
    stage.answers["vat_payable"] = _vat(stage, month)
    stage.answers["profit_and_loss"] = _statement(stage, "profit", month)
    stage.answers["balance_sheet"] = _statement(stage, "balance_sheet", month)
    stage.answers["then_rejected"] = [
        _refused(stage, actor, one) for one in given.get("then_rejected") or []
    ]
    return []


def _void_drafts(stage: Stage, actor: Person, month: str) -> None:
    checklist = actor.session.app("GET", f"/journals/{JOURNAL}/close?month={month}")
    for check in checklist["checks"]:
        for one in check["offenders"] if check["id"] == "drafts" else ():
            doc = Doc(one["form"], one["id"], one["title"])
            void(stage, stage.staff.everybody, doc, "月结前作废")


def _refused(stage: Stage, closer: Person, request: Given) -> dict[str, str]:
    """Tried by who does such things, or by who closes where those do not see the document; it must
    change nothing."""
    from tests.acceptance.player.playing import act

    before = _left(stage)
    actor = stage.usual_actor(request["op"])
    if "doc" in request["inputs"] and not _sees(actor, stage.labels.doc(request["inputs"]["doc"])):
        actor = closer
    outcome = act(stage, actor, request["op"], request["inputs"])
    unchanged = _left(stage) == before
    code = outcome.code or outcome.words
    return {"op": request["op"], "error_code": code if unchanged else f"{code}, and left a trace"}


def _left(stage: Stage) -> Any:
    from tests.acceptance.player.playing import look
    from tests.acceptance.player.traces import left_by

    return None if stage.only_the_end else (look(stage), left_by(stage))


def _sees(person: Person, doc: Doc) -> bool:
    try:
        person.session.record(doc.form, doc.id)
    except Refused:
        return False
    return True


def _set_surtax(stage: Stage, actor: Person, surtax: Given | None) -> None:
    """Rates are rows of the tax rates; finance changes those that are others here."""
    if not surtax:
        return
    wanted = {
        "SURTAX_CITY": surtax.get("city"),
        "SURTAX_EDU": surtax.get("edu"),
        "SURTAX_LOCAL": surtax.get("local_edu"),
        "SURTAX_CUT": "0.5" if surtax.get("half_reduction") else "0",
    }
    for row in actor.session.query("tax_rate", fields=["code", "rate"]):
        rate = wanted.get(row["values"]["code"])
        if rate is not None and dec(row["values"]["rate"]) != dec(rate):
            path = f"/forms/tax_rate/records/{row['id']}"
            body = {"values": {"rate": rate}, "rev": row["rev"]}
            actor.session.app("PATCH", path, body)


def _vat(stage: Stage, month: str) -> str:
    """What is owed for the month: the turnover of 未交增值税; of a small-scale taxpayer, who has
    no third level and transfers nothing, what is left on 应交增值税."""
    path = f"/journals/{JOURNAL}/trial-balance?first={month}&last={month}"
    rows = stage.observer.session.app("GET", path)["items"]
    small = stage.story["master"]["company"].get("taxpayer") == "small"
    code, column = ("222101", "closing") if small else ("222102", "turnover")
    found = [row[column] for row in rows if row["code"] == code]
    return money(sum((dec(one["credit"]) - dec(one["debit"]) for one in found), dec(0)))


def _statement(stage: Stage, key: str, month: str) -> dict[str, str]:
    """Amounts by title, without numbers and signs before it."""
    path = f"/journals/{JOURNAL}/statements/{key}?first={month}&last={month}"
    items = stage.observer.session.app("GET", path)["items"]
    return {title(one["title"]): money(one["amount"]) for one in items}


def title(text: str) -> str:
    return re.sub(r"[(（].*[)）]", "", _ORDER.sub("", text)).strip()
