"""Asks a form for many records: pages, groups, choices for a field, and how a record would look."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import ConfigDict, Field

from form_engine import api as forms
from huiliu.core.conditions import Condition
from huiliu.core.records import State
from huiliu.server.http.doors import language_of
from huiliu.server.http.json import answered
from huiliu.server.http.payload import MOST_ROWS, Complaint
from huiliu.server.http.records import Desk, Person, Values

router = Router()
rank = 0
_AT = "/apps/{app}/forms/{form}/records"

Path = str
MOST_NAMES = 200


class _Given(Schema):
    model_config = ConfigDict(extra="forbid")


class SortIn(_Given):
    field: Path = Field(max_length=200)
    desc: bool = False


class QueryIn(_Given):
    filter: Condition | None = None
    search: str = Field(default="", max_length=200)
    sort: list[SortIn] = Field(default=[], max_length=10)
    fields: list[Path] | None = Field(default=None, max_length=500)
    limit: int = Field(default=50, ge=1, le=MOST_ROWS)
    cursor: str | None = Field(default=None, max_length=4000)
    count: bool = False
    deleted: bool = False


class RowOut(Schema):
    id: str
    rev: int
    state: State | None
    title: str
    values: Values
    created_by: Person
    created_at: str
    updated_at: str


class CountOut(Schema):
    value: int
    capped: bool


class PageOut(Schema):
    items: list[RowOut]
    next: str | None
    count: CountOut | None = None


class GroupIn(_Given):
    field: Path = Field(max_length=200)
    bucket: Literal["day", "month", "year"] | None = None


class MeasureIn(_Given):
    fn: Literal["count", "sum", "avg", "min", "max"]
    field: Path | None = Field(default=None, max_length=200)


class AggregateIn(_Given):
    filter: Condition | None = None
    search: str = Field(default="", max_length=200)
    group_by: list[GroupIn] = Field(default=[], max_length=8)
    measures: list[MeasureIn] = Field(default=[MeasureIn(fn="count")], min_length=1, max_length=20)


class GroupOut(Schema):
    keys: list[Any]  # as the grouped field goes over the wire
    values: list[str | None]


class AggregateOut(Schema):
    """``capped``: there are more groups than a thousand, and these are the first."""

    rows: list[GroupOut]
    capped: bool


class OptionsIn(_Given):
    field: Path = Field(max_length=200)
    search: str = Field(default="", max_length=200)
    values: Values = {}
    limit: int = Field(default=20, ge=1, le=MOST_ROWS)
    cursor: str | None = Field(default=None, max_length=4000)
    names: list[Annotated[str, Field(min_length=1, max_length=500)]] | None = Field(
        default=None, max_length=MOST_NAMES
    )


class OptionOut(Schema):
    """``show``: fields of the record; ``copy``: what choosing it brings along, by own field."""

    id: str
    title: str
    show: Values
    copied: Values = Field(alias="copy")


class OptionsOut(Schema):
    items: list[OptionOut]
    next: str | None
    called: dict[str, list[str]]  # each of the names asked for → ids among the items


class OfferIn(_Given):
    """``subform``: which; ``values``: of the record being filled in."""

    subform: Path = Field(max_length=200)
    values: Values = {}


class OfferOut(Schema):
    rows: list[Values]


class ScanIn(_Given):
    """``code``: as the scanner reads it; ``values``: of the record being filled in."""

    subform: Path = Field(max_length=200)
    code: str = Field(min_length=1, max_length=200)
    values: Values = {}


class ScanOut(Schema):
    row: Values  # by column, with what choosing it brings along


class HintsIn(_Given):
    """``values``: of the record being filled in, with the rows one asks about."""

    values: Values


class HintSource(Schema):
    form: str
    id: str
    title: str
    on: str | None


class HintOut(Schema):
    """``row``: the place among the rows; null for the record itself."""

    hint: str
    row: int | None
    value: Any
    source: HintSource | None


class HintsOut(Schema):
    items: list[HintOut]


class PreviewIn(_Given):
    values: Values
    record: str | None = None


class PreviewOut(Schema):
    values: Values
    errors: dict[str, list[Complaint]]


class ValueChangeOut(Schema):
    """One value, at its place at that time (``lines.2.qty``), on the wire before and after."""

    path: str
    label: str
    before: Any
    after: Any


class CauseOut(Schema):
    """Which door it came through, and which automations led there."""

    origin: str
    chain: list[str]


class EventOut(Schema):
    at: str
    by: Person
    event: str
    changes: list[ValueChangeOut]
    cause: CauseOut


class HistoryOut(Schema):
    items: list[EventOut]


@router.post(_AT + "/query", response=PageOut)
def query(request: HttpRequest, app: str, form: str, payload: QueryIn) -> HttpResponse:
    desk = Desk(request, app, form)
    page = forms.query(desk.app, form, asked_of(payload), access=desk.access)
    found: dict[str, Any] = {"items": page.items, "next": page.next}
    if page.count is not None:
        found["count"] = {"value": page.count.value, "capped": page.count.capped}
    return answered(found)


@router.post(_AT + "/aggregate", response=AggregateOut)
def aggregate(request: HttpRequest, app: str, form: str, payload: AggregateIn) -> AggregateOut:
    desk = Desk(request, app, form)
    groups = forms.aggregate(
        desk.app,
        form,
        access=desk.access,
        condition=payload.filter,
        search=payload.search,
        group_by=[forms.GroupBy(one.field, one.bucket) for one in payload.group_by],
        measures=[forms.Measure(one.fn, one.field) for one in payload.measures],
    )
    return AggregateOut(
        rows=[GroupOut(keys=one.keys, values=one.values) for one in groups[: forms.MOST_GROUPS]],
        capped=len(groups) > forms.MOST_GROUPS,
    )


@router.post(_AT + "/options", response=OptionsOut, by_alias=True)
def options(request: HttpRequest, app: str, form: str, payload: OptionsIn) -> HttpResponse:
    desk = Desk(request, app, form)
    found = forms.options(
        desk.app,
        form,
        payload.field,
        access=desk.access,
        values=payload.values,
        search=payload.search,
        limit=payload.limit,
        cursor=payload.cursor,
        names=payload.names,
    )
    called = {name: list(ids) for name, ids in found.called.items()}
    return answered({"items": found.items, "next": found.next, "called": called})


@router.post(_AT + "/offer", response=OfferOut)
def offer(request: HttpRequest, app: str, form: str, payload: OfferIn) -> HttpResponse:
    """Rows that a ledger offers for a subform: what a payment may settle."""
    desk = Desk(request, app, form)
    rows = forms.offered_rows(desk.app, form, payload.subform, payload.values, access=desk.access)
    return answered({"rows": rows})


@router.post(_AT + "/scan", response=ScanOut)
def scan(request: HttpRequest, app: str, form: str, payload: ScanIn) -> HttpResponse:
    """What a code puts into a row; 422 ``unknown_code`` where it names nothing."""
    desk = Desk(request, app, form)
    row = forms.scanned(
        desk.app, form, payload.subform, payload.code, payload.values, access=desk.access
    )
    return answered({"row": row})


@router.post(_AT + "/hints", response=HintsOut)
def hints(request: HttpRequest, app: str, form: str, payload: HintsIn) -> HttpResponse:
    """What is told beside the fields: the last price, what is available."""
    desk = Desk(request, app, form)
    return answered({"items": forms.hints(desk.app, form, payload.values, access=desk.access)})


@router.post(_AT + "/preview", response=PreviewOut)
def preview(request: HttpRequest, app: str, form: str, payload: PreviewIn) -> PreviewOut:
    desk = Desk(request, app, form)
    record = None if payload.record is None else desk.read(payload.record)
    found = forms.preview(desk.app, form, payload.values, access=desk.access, record=record)
    language = language_of(request)
    errors = {
        path: [Complaint.model_validate(error.as_json(language)) for error in complaints]
        for path, complaints in found.errors.items()
    }
    return PreviewOut(values=found.values, errors=errors)


@router.get(_AT + "/{record}/history", response=HistoryOut)
def history(request: HttpRequest, app: str, form: str, record: str) -> HistoryOut:
    desk = Desk(request, app, form)
    items = forms.history(
        desk.app, form, desk.id_of(record), access=desk.access, language=language_of(request)
    )
    return HistoryOut(items=[EventOut.model_validate(one) for one in items])


def asked_of(payload: QueryIn) -> forms.Query:
    return forms.Query(
        filter=payload.filter,
        search=payload.search,
        sort=tuple(forms.Sort(one.field, one.desc) for one in payload.sort),
        fields=None if payload.fields is None else tuple(payload.fields),
        limit=payload.limit,
        cursor=payload.cursor,
        count=payload.count,
        deleted=payload.deleted,
    )
