"""What comes of writes, jobs and files tells no more than reading does."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
import xlsxwriter

from huiliu.server.jobs.runner import drain
from tests.support.door import Door
from tests.support.secretive import SECRETS, Secretive, build

pytestmark = pytest.mark.django_db
PRODUCTS, DEALS = "/apps/shop/forms/product/records", "/apps/shop/forms/deal/records"
MEMOS = "/apps/shop/forms/memo/records"


@pytest.fixture
def world() -> Secretive:
    return build()


@pytest.fixture
def seller(world: Secretive) -> Door:
    return Door(world.keys["seller"])


@pytest.fixture
def boss(world: Secretive) -> Door:
    return Door(world.keys["boss"])


def fetched(door: Door, file: str) -> int:
    """The status; what was sent is read, so that the file is closed."""
    answer = door.send("GET", f"/files/{file}")
    if answer.streaming:
        list(answer.streaming_content)  # type: ignore[attr-defined]
    return answer.status_code


def attached(boss: Door, path: str, field: str, name: str) -> str:
    """The id of a file that the boss put into the field of the record at this address."""
    file = io.BytesIO(b"<script>alert(1)</script>" + name.encode())
    file.name = name
    stored = boss.upload("/apps/shop/files", file)[1]
    status, answer = boss.ask("PATCH", path, {"values": {field: [stored]}})
    assert status == 200, answer
    return str(stored["id"])


def test_a_file_is_as_hidden_as_its_field(world: Secretive, seller: Door, boss: Door) -> None:
    cup = f"{PRODUCTS}/{world.ids['cup']}"
    manual = attached(boss, cup, "manual", "绝密.html")
    photo = attached(boss, cup, "photo", "photo.html")
    assert seller.send("GET", f"/files/{manual}").json() == seller.send("GET", "/files/no").json()
    shown = seller.send("GET", f"/files/{photo}")
    assert b"".join(shown.streaming_content).startswith(b"<script>")  # type: ignore[attr-defined]
    assert shown["Content-Disposition"].startswith("attachment")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert "private" in shown["Cache-Control"]
    assert boss.ask("DELETE", cup)[0] == 204
    for door, status in ((boss, 200), (seller, 200), (Door(world.keys["approver"]), 404)):
        assert fetched(door, photo) == status


def test_a_file_of_a_hidden_record_is_no_file(world: Secretive, boss: Door) -> None:
    memo = boss.ask("POST", MEMOS, {"values": {"body": "草稿"}})[1]
    paper = attached(boss, f"{MEMOS}/{memo['id']}", "paper", "paper.pdf")
    approver = Door(world.keys["approver"])
    assert fetched(approver, paper) == 404
    status, answer = boss.ask("POST", f"{MEMOS}/{memo['id']}/actions/submit", {})
    assert status == 200, answer
    assert fetched(approver, paper) == 200  # by the task
    assert fetched(Door(world.keys["admin"]), paper) == 200


def test_a_copy_is_made_of_what_one_sees(world: Secretive, seller: Door, boss: Door) -> None:
    status, copy = seller.ask("POST", f"{DEALS}/{world.ids['mine']}/actions/copy", {})
    assert status == 200
    assert [s for s in SECRETS if s in json.dumps(copy, ensure_ascii=False)] == []
    values = boss.ask("GET", f"{DEALS}/{copy['id']}")[1]["values"]
    assert (values["note"], values["lines"][0]["bonus"]) == ("自己的", None)


def test_a_hidden_unique_value_is_not_named(world: Secretive, seller: Door, boss: Door) -> None:
    body = {"values": {"name": "杯子", "price": "200"}}
    status, refusal = seller.ask("POST", PRODUCTS, body)
    assert (status, refusal["code"]) == (422, "validation_failed")
    told = [one["code"] for one in refusal["fields"].pop("$form")]
    assert (told, refusal["fields"]) == (["hidden_value"], {})
    assert boss.ask("POST", PRODUCTS, body)[1]["fields"].keys() == {"token"}
    assert len(boss.ask("POST", f"{PRODUCTS}/query", {})[1]["items"]) == 2


def test_a_rule_speaks_without_the_hidden_field(world: Secretive, seller: Door) -> None:
    cup = f"{PRODUCTS}/{world.ids['cup']}"
    before = seller.ask("GET", cup)
    status, refusal = seller.ask("PATCH", cup, {"values": {"price": "1"}})
    assert (status, refusal["code"], refusal["message"]) == (422, "LOSS", "售价不合适")
    assert list(refusal["fields"]) == ["$form"]
    assert "cost" not in json.dumps(refusal)
    assert seller.ask("GET", cup) == before


def test_a_rule_fills_in_no_hidden_value(world: Secretive, seller: Door, boss: Door) -> None:
    draft = f"{DEALS}/{world.ids['draft']}"
    rows = boss.ask("GET", draft)[1]["values"]["lines"]
    lines = [{"$row": rows[0]["$row"], "bonus": "501.77"}]
    assert boss.ask("PATCH", draft, {"values": {"lines": lines}})[0] == 200
    status, refusal = seller.ask("POST", f"{draft}/actions/submit", {})
    assert (status, refusal["code"]) == (422, "BONUS")
    assert "501" not in json.dumps(refusal)


def exported(door: Door, form: str, asked: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """The job, and every word in the workbook."""
    status, job = door.ask("POST", form.removesuffix("/records") + "/export", asked)
    if status != 202:
        return {"refused": job}, ""
    drain("long")
    done = door.ask("GET", f"/jobs/{job['job']}")[1]
    if done["state"] != "done":
        return done, ""
    content = door.send("GET", f"/files/{done['result']['file']['id']}")
    with zipfile.ZipFile(io.BytesIO(b"".join(content.streaming_content))) as book:  # type: ignore[attr-defined]
        return done, "".join(book.read(name).decode() for name in book.namelist())


def test_an_export_holds_what_one_sees(world: Secretive, seller: Door, boss: Door) -> None:
    for form in (PRODUCTS, DEALS):
        job, words = exported(seller, form, {})
        assert job["state"] == "done"
        assert [s for s in SECRETS if s in words] == []
        assert "标cost" not in words
    job, words = exported(boss, PRODUCTS, {})
    assert ("73.19" in words, "标cost" in words) == (True, True)
    file = job["result"]["file"]["id"]
    assert fetched(seller, file) == 404
    assert seller.ask("GET", f"/jobs/{job['id']}")[0] == 404


@pytest.mark.parametrize(
    "asked",
    [
        {"fields": ["{}"]},
        {"sort": [{"field": "{}"}]},
        {"filter": {"cond": [{"field": "{}", "op": "gt", "value": "1"}]}},
    ],
)
def test_an_export_by_a_hidden_field_is_one_by_nothing(
    world: Secretive, seller: Door, asked: dict[str, Any]
) -> None:
    answers = []
    for path in ("cost", "nope"):
        job, _ = exported(seller, PRODUCTS, json.loads(json.dumps(asked).replace("{}", path)))
        job.pop("id", None)
        answers.append(json.loads(json.dumps(job).replace(path, "nope")))
    assert answers[0] == answers[1]
    assert answers[0].get("state") != "done"


def sheet(*rows: list[str]) -> io.BytesIO:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page = book.add_worksheet()
        for number, row in enumerate(rows):
            page.write_row(number, 0, row)
    out.seek(0)
    out.name = "in.xlsx"
    return out


def imported(door: Door, *rows: list[str], values: dict[str, str] | None = None) -> dict[str, Any]:
    path, more = "/apps/shop/forms/product/import", {"values": json.dumps(values or {})}
    status, job = door.upload(path, sheet(*rows), fields=more)
    assert status == 202, job
    drain("long")
    done: dict[str, Any] = door.ask("GET", f"/jobs/{job['job']}")[1]
    done.pop("id")
    return done


def test_an_import_of_a_hidden_column_is_one_of_nothing(world: Secretive, seller: Door) -> None:
    found = [
        imported(seller, ["标name", f"标{column}"], ["新", "9"]) for column in ("cost", "nope")
    ]
    text = json.dumps(found[0], ensure_ascii=False).replace("标cost", "标nope")
    assert json.loads(text) == found[1]
    assert found[0]["state"] == "failed"


def test_a_value_for_a_hidden_field_is_one_for_nothing(world: Secretive, seller: Door) -> None:
    found = [
        imported(seller, ["标name"], ["新"], values={column: "9"}) for column in ("cost", "nope")
    ]
    assert json.dumps(found[0]).replace("cost", "nope") == json.dumps(found[1])
    assert found[0]["state"] == "failed"


def test_an_import_that_is_refused_names_no_hidden_field(world: Secretive, seller: Door) -> None:
    found = imported(seller, ["标name", "标price"], ["杯子", "200"], ["勺", "1"])
    assert found["result"]["created"] == 1
    text = json.dumps(found, ensure_ascii=False)
    assert [s for s in (*SECRETS, "token", "cost") if s in text] == []


def test_a_task_is_decided_without_the_hidden_field(world: Secretive, boss: Door) -> None:
    approver = Door(world.keys["approver"])
    task = approver.ask("GET", "/tasks")[1]["items"][0]["id"]
    for path in ("subject", "nope"):
        status, refusal = approver.ask("POST", f"/tasks/{task}/approve", {"values": {path: "x"}})
        assert (status, refusal["fields"][path][0]["code"]) == (422, "unknown_field")
    assert approver.ask("POST", f"/tasks/{task}/approve", {"comment": "好"})[0] == 200
    told = approver.ask("GET", "/tasks?box=done")[1]
    assert "绝密" not in json.dumps(told, ensure_ascii=False)
