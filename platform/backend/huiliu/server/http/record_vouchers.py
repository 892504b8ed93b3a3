"""From a document to the vouchers that stand for it, and back."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema

from form_engine import api as forms
from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import NotFound
from huiliu.journal import api as journal
from huiliu.server.http.records import Desk

router = Router()


class DocumentRefOut(Schema):
    form: str
    id: str
    title: str


class VoucherRefOut(Schema):
    form: str
    id: str
    title: str
    kind: str


class VouchersOut(Schema):
    """``vouchers`` that stand for the record, ``documents`` that the record, a voucher, stands
    for; of both what one may open."""

    vouchers: list[VoucherRefOut]
    documents: list[DocumentRefOut]


@router.get("/apps/{app}/forms/{form}/records/{record}/vouchers", response=VouchersOut)
def get_vouchers(request: HttpRequest, app: str, form: str, record: str) -> Any:
    """From a document to its vouchers, and from a voucher to its documents."""
    desk = Desk(request, app, form)
    own = desk.read(record)
    vouchers = journal.vouchers_of(desk.app, (form, own.id))
    documents = journal.documents_of(desk.app, form, own.id)
    shown = ((kind, _shown(desk.app, desk.actor, one, id_)) for one, id_, kind in vouchers)
    sources = (_shown(desk.app, desk.actor, one, id_) for one, id_ in documents)
    return {
        "vouchers": [{**one, "kind": kind} for kind, one in shown if one],
        "documents": [one for one in sources if one],
    }


def _shown(app: AppRef, actor: Actor, form: str, id_: int) -> dict[str, str] | None:
    """None for what the actor may not open; without a title that they may not see."""
    try:
        access = ports.permissions().access(actor, app, form)
        record = forms.records.read(app, form, id_, access=access)
    except NotFound:
        return None
    title = forms.seen_title(app, form, id_, actor)
    return {"form": form, "id": record.uid, "title": title}
