"""What a scanned code puts into a row: the record it names, or the package and what is in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from form_engine.catalog import get_plan
from form_engine.fields.subform import SubformConfig
from form_engine.plan import Plan
from form_engine.queries.paths import target_form
from form_engine.queries.picking import access_to, options
from form_engine.queries.reading import find
from form_engine.queries.rights import unknown
from form_engine.scan_document import Packs, Scan
from form_engine.titles import titles_of
from huiliu.core.access import Access
from huiliu.core.actor import AppRef
from huiliu.core.conditions import Condition, Term
from huiliu.core.errors import RuleRefused
from huiliu.core.records import Record
from huiliu.core.text import Words

Row = dict[str, Any]
_WORDS: dict[str, Words] = {
    "unknown_code": {"zh-CN": "没有找到条码“{text}”", "en": 'Nothing has the code "{text}"'},
    "code_of_many": {
        "zh-CN": "条码“{text}”对应多条资料，请手工选择",
        "en": 'The code "{text}" belongs to several; please choose by hand',
    },
    "code_not_offered": {
        "zh-CN": "“{title}”不能用在这里（已停用或不在可选范围）",
        "en": '"{title}" may not be used here (disabled, or not among the choices)',
    },
}


def scanned(
    app: AppRef,
    form: str,
    subform: str,
    code: str,
    values: Mapping[str, Any],
    *,
    access: Access,
) -> Row:
    """Values on the wire by column: what the code names, with what choosing it brings along.
    ``values``: of the record being filled in. Raises RuleRefused for a code that names nothing."""
    plan = get_plan(app, form)
    config = plan.fields.get(subform)
    if not isinstance(config, SubformConfig) or config.scan is None:
        unknown(subform)
    scan, asked = config.scan, code.strip()
    found = _named(app, plan, f"{subform}.{scan.into}", scan.by, asked, access)
    if found is not None:
        return _row(app, form, subform, scan, found.uid, values, access, found)
    if scan.packs is not None:
        pack = _named(app, plan, f"{subform}.{scan.packs.into}", scan.packs.by, asked, access)
        if pack is not None:
            return _packed(app, form, subform, scan, scan.packs, pack, values, access)
    raise _refused("unknown_code", text=asked)


def _named(
    app: AppRef, plan: Plan, path: str, by: Sequence[str], code: str, access: Access
) -> Record | None:
    """The only record with that code in the first of the fields in which any has it. A field that
    the reader does not see there is not asked."""
    there = access_to(app, plan, path, access)
    if there is None or not there.may("view") or not code:
        return None
    for one in by:
        if not there.may_see(one):
            continue
        where = Condition(cond=(Term(field=one, op="eq", value=code),))
        found = find(app, there.form, where, access=there, limit=2)
        if len(found) > 1:
            raise _refused("code_of_many", text=code)
        if found:
            return found[0]
    return None


def _packed(
    app: AppRef,
    form: str,
    subform: str,
    scan: Scan,
    packs: Packs,
    pack: Record,
    values: Mapping[str, Any],
    access: Access,
) -> Row:
    """What is in the package first: it may decide which packages are offered."""
    plan = get_plan(app, form)
    inside = pack.values.get(packs.record)
    form_of_inside = target_form(plan, f"{subform}.{scan.into}")
    titles = titles_of(app, form_of_inside, [] if inside is None else [inside])
    if inside is None or inside not in titles:
        raise _refused("code_not_offered", title=_title(pack))
    row = _row(app, form, subform, scan, titles[inside][0], values, access, pack)
    around = {**values, subform: [row]}
    return row | _offered(app, form, f"{subform}.{packs.into}", pack.uid, around, access, pack)


def _row(
    app: AppRef,
    form: str,
    subform: str,
    scan: Scan,
    uid: str,
    values: Mapping[str, Any],
    access: Access,
    scanned_record: Record,
) -> Row:
    around = {**values, subform: [{}]}
    return _offered(app, form, f"{subform}.{scan.into}", uid, around, access, scanned_record)


def _offered(
    app: AppRef,
    form: str,
    path: str,
    uid: str,
    values: Mapping[str, Any],
    access: Access,
    scanned_record: Record,
) -> Row:
    only = Condition(cond=(Term(field="$id", op="eq", value=uid),))
    found = options(app, form, path, access=access, values=values, where=only).items
    if not found:
        raise _refused("code_not_offered", title=_title(scanned_record))
    (item,) = found
    own = path.rpartition(".")[2]
    return {**item["copy"], own: {"id": item["id"], "title": item["title"]}}


def _title(record: Record) -> str:
    found = titles_of(record.app, record.form, [record.id])
    return found[record.id][1] if record.id in found else ""


def _refused(code: str, **data: str) -> RuleRefused:
    return RuleRefused(code, _WORDS[code], fields=None, **data)
