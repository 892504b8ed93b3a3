"""Excel in and out: exact, told by cell, safe against bad files, blind to hidden fields."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from form_engine.api import Query, append, export, records, start_export, start_import, store_file
from form_engine.exchange import appending, jobs, naming
from form_engine.exchange.appending import Appended
from form_engine.exchange.errors import (
    BadWorkbook,
    NothingToImport,
    UnknownColumns,
    WorkbookTooHeavy,
    WorkbookTooLarge,
)
from form_engine.exchange.sheet import Limits, open_sheet
from form_engine.models import ImportRun
from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.conditions import Condition
from huiliu.core.errors import Forbidden, RuleRefused, ValidationFailed
from huiliu.core.ports import PublishedDocument
from tests.form_engine.conftest import Company

pytestmark = pytest.mark.django_db
FULL = "view create edit import export"


def workbook(folder: Path, *rows: Sequence[Any]) -> Path:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    path = folder / "given.xlsx"
    book.save(path)
    return path


def cells(path: Path) -> list[list[Any]]:
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@pytest.fixture
def shop(company: Company) -> Company:
    options = [{"id": "cash", "label": {"zh-CN": "现金", "en": "Cash"}}]
    company.publish(
        "product",
        [
            {"id": "name", "type": "text", "label": {"zh-CN": "名称", "en": "Name"}},
            {
                "id": "code",
                "type": "text",
                "unique": True,
                "label": {"zh-CN": "编码", "en": "Code"},
            },
        ],
        title_field="name",
    )
    company.publish(
        "order",
        [
            {"id": "no", "type": "text", "label": {"zh-CN": "单号", "en": "No."}, "required": True},
            {"id": "day", "type": "date", "label": {"zh-CN": "日期", "en": "Date"}},
            {"id": "at", "type": "datetime", "label": {"zh-CN": "时间", "en": "Time"}},
            {"id": "pay", "type": "choice", "options": options, "label": {"zh-CN": "付款"}},
            {"id": "rush", "type": "switch", "label": {"zh-CN": "加急"}},
            {"id": "who", "type": "member", "label": {"zh-CN": "经手人"}},
            {"id": "secret", "type": "text", "label": {"zh-CN": "机密"}},
            {
                "id": "lines",
                "type": "subform",
                "label": {"zh-CN": "明细", "en": "Lines"},
                "fields": [
                    {
                        "id": "product",
                        "type": "reference",
                        "form": "product",
                        "label": {"zh-CN": "商品"},
                    },
                    {
                        "id": "qty",
                        "type": "number",
                        "scale": 4,
                        "min": "0",
                        "label": {"zh-CN": "数量"},
                    },
                    {"id": "rate", "type": "number", "percent": True, "label": {"zh-CN": "税率"}},
                    {
                        "id": "twice",
                        "type": "formula",
                        "result": "number",
                        "scale": 4,
                        "formula": "{lines.qty}*2",
                        "label": {"zh-CN": "双倍"},
                    },
                ],
            },
        ],
        title_field="no",
    )
    company.create("product", {"name": "苹果", "code": "P1"})
    company.create("product", {"name": "梨", "code": "P2"})
    company.create("product", {"name": "梨", "code": "P3"})
    return company


def orders(shop: Company) -> list[dict[str, Any]]:
    access = shop.system("order")
    found = records.find(shop.app, "order", Condition(), access=access)
    return [record.values for record in found]


def put_in(shop: Company, path: Path, access: Access | None = None, **more: Any) -> Appended:
    return append(shop.app, "order", path, access=access or shop.system("order"), **more)


def test_lines_of_one_record_stand_in_consecutive_rows(shop: Company, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["单号", "日期", "时间", "付款", "加急", "经手人", "明细.商品", "lines.qty", "明细.税率"],
        ["A1", date(2026, 10, 1), "2026/10/1 16:30", "现金", "是", "销售员", "苹果", 1.1, "13%"],
        [None, None, None, None, None, None, "P2", 2],
        ["A2", "2026年9月3日", datetime(2026, 9, 3, 8), "Cash", "no"],
    )
    assert put_in(shop, path).created == 2
    first, second = orders(shop)
    assert (first["no"], first["day"], first["pay"], first["rush"], first["who"]) == (
        "A1",
        date(2026, 10, 1),
        "cash",
        True,
        3,
    )
    assert first["at"] == datetime(2026, 10, 1, 8, 30, tzinfo=UTC)
    assert [(row["qty"], row["rate"], row["twice"]) for row in first["lines"]] == [
        (Decimal("1.1"), Decimal("0.13"), Decimal("2.2")),
        (Decimal("2"), None, Decimal("4")),
    ]
    assert (second["no"], second["day"], second["rush"]) == ("A2", date(2026, 9, 3), False)
    assert (second["at"], second["lines"]) == (datetime(2026, 9, 3, tzinfo=UTC), [])


def test_mistakes_are_told_by_cell_and_the_rest_comes_in(shop: Company, tmp_path: Path) -> None:
    path = workbook(
        tmp_path,
        ["单号", "日期", "明细.商品", "明细.数量"],
        ["A1", "明天", "苹果", "1"],
        ["A2", None, "苹果", "1"],
        [None, None, "西瓜", "-1"],
        [None, "2026-10-01", "苹果", "1"],
        ["A4", None, "梨", "1"],
        ["A5", None, "苹果", "1"],
    )
    done = put_in(shop, path)
    assert (done.done, done.created, done.failed) == (5, 1, 4)
    assert [(one.cell, one.column, one.error.code) for one in done.errors] == [
        ("B2", "日期", "bad_value"),
        ("C4", "明细.商品", "no_such_record"),
        ("D4", "明细.数量", "too_small"),
        ("A5", "单号", "required"),
        ("C6", "明细.商品", "ambiguous"),
    ]
    assert [values["no"] for values in orders(shop)] == ["A5"]


def test_an_unknown_or_hidden_column_is_refused_and_nothing_comes_in(
    shop: Company, tmp_path: Path
) -> None:
    access = shop.grant("order", actions=FULL, fields={"secret": "hidden"})
    path = workbook(tmp_path, ["单号", "机密", "颜色"], ["A1", "x", "red"])
    with pytest.raises(UnknownColumns) as error:
        put_in(shop, path, access)
    assert error.value.data == {"columns": "机密、颜色"}
    assert orders(shop) == []


def test_who_may_not_import_does_not(shop: Company, tmp_path: Path) -> None:
    access = shop.grant("order", actions="view create")
    with pytest.raises(Forbidden):
        put_in(shop, workbook(tmp_path, ["单号"], ["A1"]), access)
    assert orders(shop) == []


def test_a_refusal_at_the_end_of_the_transaction_fails_one_record_only(
    shop: Company, tmp_path: Path
) -> None:
    refused = RuleRefused("NEGATIVE_STOCK", {"zh-CN": "库存不足"})

    def apply_all(postings: Any) -> None:
        if any(posting.event.record.values["no"] == "A2" for posting in postings):
            raise refused

    shop.ledgers.apply_all = apply_all  # type: ignore[method-assign]
    done = put_in(shop, workbook(tmp_path, ["单号"], ["A1"], ["A2"], ["A3"]))
    assert [(one.cell, one.error.code) for one in done.errors] == [("3", "NEGATIVE_STOCK")]
    assert [values["no"] for values in orders(shop)] == ["A1", "A3"]


def test_an_empty_sheet_is_told(shop: Company, tmp_path: Path) -> None:
    with pytest.raises(NothingToImport):
        put_in(shop, workbook(tmp_path, ["单号"]))


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        for number in range(4):
            packed.writestr(f"xl/{number}.xml", b"0" * 1024 * 1024)
    with pytest.raises(WorkbookTooHeavy), open_sheet(bomb, Limits(unpacked_megabytes=3)):
        pass


def test_a_workbook_that_fills_the_memory_ends_in_the_child(tmp_path: Path) -> None:
    """500 kB with one cell of 120 MB."""
    path, heavy = workbook(tmp_path, ["单号"]), tmp_path / "heavy.xlsx"
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    start += b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>'
    end = b"</t></is></c></row></sheetData></worksheet>"
    with (
        zipfile.ZipFile(path) as good,
        zipfile.ZipFile(heavy, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed,
    ):
        for entry in good.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            bomb = start + b"x" * 120_000_000 + end
            packed.writestr(entry.filename, bomb if is_sheet else good.read(entry))
    with pytest.raises(WorkbookTooHeavy), open_sheet(heavy, Limits(memory_megabytes=100)):
        pass


def test_a_sheet_that_unpacks_to_too_much_text_ends_in_the_child(tmp_path: Path) -> None:
    path = workbook(tmp_path, *[["x" * 30_000] for _ in range(1500)])
    with pytest.raises(WorkbookTooHeavy), open_sheet(path, Limits(memory_megabytes=40)):
        pass


def test_a_file_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    text, empty = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    text.write_bytes(b"no zip at all")
    with zipfile.ZipFile(empty, "w") as packed:
        packed.writestr("hello.txt", "no sheet")
    for path in (text, empty):
        with pytest.raises(BadWorkbook), open_sheet(path):
            pass


def test_too_many_rows_or_columns_are_refused(tmp_path: Path) -> None:
    path = workbook(tmp_path, *[["a", "b"]] * 5)
    for limits in (Limits(rows=4), Limits(columns=1)):
        with pytest.raises(WorkbookTooLarge), open_sheet(path, limits):
            pass


def test_a_sheet_is_read_as_openpyxl_reads_it(tmp_path: Path) -> None:
    """But for plain cells, which are read faster: in every shape that Excel writes them in."""
    book = openpyxl.Workbook()
    rows: list[list[Any]] = [
        ["编号", "  名称 ", None, "a\nb", ""],
        [1, 1.0, 1.1, 0.1 + 0.2, 1e20, 1e-7, 123456789012345678, True, False, "#N/A", 1234.5],
        [date(2026, 10, 1), datetime(2026, 10, 1, 8, 30), time(8, 30), timedelta(hours=30), 45000],
        [None, None],
        [None, "末行"],
    ]
    for row in rows:
        book.active.append(row)
    book.active["E3"].number_format = "yyyy-mm-dd"
    book.active["K2"].number_format = "#,##0.00"
    path = tmp_path / "kinds.xlsx"
    book.save(path)
    with open_sheet(path) as opened:
        found = [(row.number, row.cells) for row in opened.rows]
    assert found == [
        (1, ["编号", "名称", None, "a\nb"]),
        (2, ["1", "1", "1.1", "0.3", "100000000000000000000", "0.0000001", "123456789012346000",
             "true", "false", "#N/A", "1234.5"]),
        (3, ["2026-10-01", "2026-10-01T08:30:00", "08:30:00", "1 day, 6:00:00", "2023-03-15"]),
        (5, [None, "末行"]),
    ]  # fmt: skip


SHEET = """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>
<row r="2"><c r="AB2" t="inlineStr"><is><t> 远 </t></is></c>
<c r="B2" t="inlineStr"><is><r><t>富</t></r><r><t>文本</t></r></is></c></row>
<row><c><v>007</v></c><c t="s"><v>0</v></c><c t="str"><f>1</f><v>算</v></c><c t="e"><v>#REF!</v></c>
<c/><c t="b"><v>1</v></c><c><v>-5</v></c><c t="s"/></row></sheetData></worksheet>"""


def test_cells_that_others_write_are_read_too(tmp_path: Path) -> None:
    """Without places, out of their order, with formatted text."""
    path, odd = tmp_path / "good.xlsx", tmp_path / "odd.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(0, 0, "共享")
    with zipfile.ZipFile(path) as good, zipfile.ZipFile(odd, "w") as packed:
        for entry in good.infolist():
            is_sheet = entry.filename == "xl/worksheets/sheet1.xml"
            packed.writestr(entry.filename, SHEET if is_sheet else good.read(entry))
    with open_sheet(odd) as opened:
        found = [(row.number, row.cells) for row in opened.rows]
    assert found == [
        (2, [None, "富文本", *[None] * 25, "远"]),
        (3, ["7", "共享", "算", "#REF!", None, "true", "-5"]),
    ]


def test_a_name_is_looked_up_once_and_only_while_it_is_certain(
    shop: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(appending, "CHUNK", 1)
    known = naming.called

    def noted(app: Any, form: str, texts: Sequence[str], **more: Any) -> Any:
        asked.append(list(texts))
        return known(app, form, texts, **more)

    monkeypatch.setattr(naming, "called", noted)
    path = workbook(
        tmp_path,
        ["单号", "明细.商品"],
        ["A1", "苹果"],
        ["A2", "苹果"],
        ["A3", "梨"],
        ["A4", "梨"],
        ["A5", "没有"],
        ["A6", "没有"],
    )
    came = put_in(shop, path)
    assert (came.created, came.failed) == (2, 4)
    assert asked == [["苹果"], ["梨"], ["梨"], ["没有"], ["没有"]]


def test_a_killed_import_goes_on_where_it_was(
    shop: Company, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(appending, "CHUNK", 2)
    access = shop.system("order")
    path = workbook(tmp_path, ["单号"], *[[f"A{n}"] for n in range(5)])
    with path.open("rb") as content:
        file = store_file(shop.app, access.actor, "orders.xlsx", content)
    job = Job()
    with ports.bound(documents=Documents(shop)):
        start_import(shop.app, "order", file, access=access)
        payload = shop.jobs.queued[-1][1]
        with pytest.raises(KeyboardInterrupt):
            jobs.do_import(payload, Job(dies_at=1))
        assert ImportRun.objects.get(job_id=job.id).done == 2
        result = jobs.do_import(payload, job)
    assert result == {"created": 5, "failed": 0, "errors": []}
    assert [values["no"] for values in orders(shop)] == ["A0", "A1", "A2", "A3", "A4"]


@dataclass
class Job:
    id: int = 77
    workspace_id: int = 1
    member_id: int | None = 1
    attempt: int = 1
    dies_at: int | None = None
    told: list[int] = field(default_factory=list)

    def progress(self, done: int, total: int | None = None, message: str = "") -> None:
        self.told.append(done)
        if len(self.told) == self.dies_at:
            raise KeyboardInterrupt


@dataclass
class Documents:
    shop: Company

    def app_by_id(self, app_id: int) -> Any:
        return self.shop.app

    def find(self, app: Any, kind: str, key: str) -> PublishedDocument:
        return PublishedDocument(kind, key, 1, {"title": {"zh-CN": "订单"}})


def sold(shop: Company) -> None:
    given = [
        {"no": "=1+1", "day": "2026-10-01", "at": "2026-10-01T00:30:00Z", "pay": "cash"},
        {"no": "B2", "lines": [{"qty": "1.5", "rate": "0.13"}, {"qty": "123456789012.1234"}]},
    ]
    for values in given:
        shop.create("order", values)


def test_export_writes_typed_cells_and_never_a_formula(shop: Company, tmp_path: Path) -> None:
    sold(shop)
    path = tmp_path / "out.xlsx"
    assert export(shop.app, "order", path, access=shop.system("order")) == 2
    book = openpyxl.load_workbook(path).worksheets[0]
    header, first, second, third = cells(path)
    assert header[:3] == ["单号", "日期", "时间"]
    assert header[7:] == ["明细.商品", "明细.数量", "明细.税率", "明细.双倍"]
    assert first == ["B2", None, None, None, "否", None, None, None, 1.5, 0.13, 3]
    assert second == [None] * 8 + ["123456789012.1234", None, "246913578024.2468"]
    assert third[:5] == ["=1+1", datetime(2026, 10, 1), datetime(2026, 10, 1, 8, 30), "现金", "否"]
    assert book["A4"].data_type == "s"
    assert book["J2"].number_format == "0%"


def test_what_was_exported_can_be_imported(shop: Company, tmp_path: Path) -> None:
    apple = shop.create("product", {"name": "桃", "code": "P9"})
    shop.create(
        "order", {"no": "C1", "lines": [{"product": apple.uid, "qty": "1.5"}, {"qty": "2"}]}
    )
    path = tmp_path / "out.xlsx"
    export(shop.app, "order", path, access=shop.system("order"))
    assert put_in(shop, path).errors == []
    first, second = orders(shop)
    for values in (first, second):
        for row in values["lines"]:
            row.pop("$row")
    assert first == second


def test_a_hidden_field_is_not_exported(shop: Company, tmp_path: Path) -> None:
    sold(shop)
    hidden = {"secret": "hidden", "lines.qty": "hidden"}
    access = shop.grant("order", actions=FULL, fields=hidden)
    path = tmp_path / "out.xlsx"
    export(shop.app, "order", path, access=access)
    header = cells(path)[0]
    assert "机密" not in header
    assert "明细.数量" not in header
    with pytest.raises(ValidationFailed) as error:
        export(shop.app, "order", path, access=access, asked=Query(fields=("secret",)))
    assert set(error.value.fields) == {"secret"}


def test_a_field_is_exported_only_for_rows_whose_grant_shows_it(
    shop: Company, tmp_path: Path
) -> None:
    sold(shop)
    only_b2 = {"cond": [{"field": "no", "op": "eq", "value": "B2"}]}
    shop.grant("order", actions=FULL, fields={"day": "hidden", "at": "hidden", "secret": "hidden"})
    access = shop.grant("order", actions=FULL, rows=only_b2)
    path = tmp_path / "out.xlsx"
    export(shop.app, "order", path, access=access, asked=Query(fields=("no", "day", "secret")))
    assert cells(path)[1:] == [["B2", None, None], ["=1+1", None, None]]


def test_rows_without_the_right_to_export_stay(shop: Company, tmp_path: Path) -> None:
    sold(shop)
    only_b2 = {"cond": [{"field": "no", "op": "eq", "value": "B2"}]}
    shop.grant("order", actions="view")
    access = shop.grant("order", actions="view export", rows=only_b2)
    path = tmp_path / "out.xlsx"
    assert export(shop.app, "order", path, access=access, asked=Query(fields=("no",))) == 1
    assert cells(path) == [["单号"], ["B2"]]
    with pytest.raises(Forbidden):
        export(shop.app, "order", path, access=shop.grant("order", member=2, actions="view"))


def test_an_export_job_leaves_a_file_of_its_owner(shop: Company) -> None:
    sold(shop)
    with ports.bound(documents=Documents(shop)):
        asked = {"fields": ["no"], "sort": [{"field": "no"}]}
        start_export(shop.app, "order", asked, access=shop.system("order"))
        result = jobs.do_export(shop.jobs.queued[-1][1], Job())
    assert (result["records"], result["file"]["name"]) == (2, "订单.xlsx")


def test_columns_go_where_it_is_said_and_the_others_are_not_read(
    shop: Company, tmp_path: Path
) -> None:
    path = workbook(tmp_path, ["颜色", "号", "号"], ["red", "A1", "2026-10-01"])
    assert put_in(shop, path, named={1: "no", 2: "day"}).created == 1
    assert [(one["no"], one["day"]) for one in orders(shop)] == [("A1", date(2026, 10, 1))]


@pytest.mark.parametrize("field", ["secret", "nothing", "lines.twice"])
def test_no_column_goes_into_what_is_hidden_missing_or_computed(
    shop: Company, tmp_path: Path, field: str
) -> None:
    access = shop.grant("order", actions=FULL, fields={"secret": "hidden"})
    path = workbook(tmp_path, ["号", "x"], ["A1", "x"])
    with pytest.raises(UnknownColumns) as error:
        put_in(shop, path, access, named={0: "no", 1: field})
    assert error.value.data == {"columns": field}
    assert orders(shop) == []
