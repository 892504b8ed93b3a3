"""A form as one may see it: hidden fields are absent, and so is everything that tells of them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from form_engine.document import FormDocument
from form_engine.far_sight import SeesThere, everywhere
from form_engine.hint_document import Hint
from form_engine.offers.asking import asked_for
from form_engine.sheet_document import SheetProfile
from huiliu.core.access import Access, FieldRight
from huiliu.core.conditions import Condition, FieldValue, Term
from huiliu.core.expressions import conditions, formula

Sees = Callable[[str], bool]
_WHOLE_FORM = ("create", "import", "export", "batch", "print", "delete", "restore")


def form_rights(document: FormDocument, access: Access) -> dict[str, FieldRight]:
    """The most that any grant gives, before it is known which records the grant reaches."""
    if access.everything:
        return dict.fromkeys(document.by_path, "edit")
    writing = (*access.with_action("create"), *access.with_action("edit"))
    rights: dict[str, FieldRight] = {}
    for path in document.by_path:
        if any(grant.may_edit(path) for grant in writing):
            rights[path] = "edit"
        elif any(grant.may_see(path) for grant in access.grants):
            rights[path] = "view"
    return rights


def form_actions(access: Access) -> tuple[list[str], list[str]]:
    """Everything one may do somewhere, and of that what concerns the list as a whole."""
    if access.everything:
        return list(_WHOLE_FORM), list(_WHOLE_FORM)
    every = sorted({action for grant in access.grants for action in grant.actions})
    return every, [action for action in every if action in _WHOLE_FORM]


def form_view(
    document: FormDocument, rights: Mapping[str, FieldRight], there: SeesThere = everywhere
) -> dict[str, Any]:
    """The document with ``access`` on each field. Rules and uniqueness stay only where all they
    speak of is visible: the server holds them anyway. ``there`` says the same of other forms."""
    sight = _Sight(document, rights, there)
    sees = sight.sees
    content = document.model_dump(mode="json", by_alias=True, exclude_none=True)
    content["fields"] = _fields(content["fields"], "", rights, sight)
    content["rules"] = [
        rule
        for rule in content.get("rules", ())
        if _rule_shows(rule, sees) and sees(rule.get("field", "$id"))
    ]
    content["unique"] = [u for u in content.get("unique", ()) if all(map(sees, u["fields"]))]
    content["search"] = [path for path in content.get("search", ()) if sees(path)]
    if not sees(content.get("title_field", "$id")):
        del content["title_field"]
    content["links"] = [_link(link, sees) for link in content["links"] if sees(link["record"])]
    hints = [_hint(one) for one in document.hints if all(map(sees, (one.beside, *one.own_paths)))]
    if hints:
        content["hints"] = hints
    else:
        content.pop("hints", None)
    content.pop("sheets", None)
    if sheets := [_sheet(one) for one in document.sheets if all(map(sees, _filled(one)))]:
        content["sheets"] = sheets
    execution = document.execution
    if execution and not all(map(sees, (execution.status, execution.open, *execution.executed))):
        del content["execution"]
    content.pop("life", None)
    content.pop("changes", None)
    listed = content.get("list", {})
    listed["columns"] = [path for path in listed.get("columns", ()) if sees(path)]
    listed["sort"] = [sort for sort in listed.get("sort", ()) if sees(sort["field"])]
    return content


def demanding(view: dict[str, Any], paths: Collection[str]) -> dict[str, Any]:
    """The same form where fields and columns at ``paths`` must be filled in: what a task asks of
    its holder."""
    return {**view, "fields": [_demanded(field, paths, "") for field in view["fields"]]}


def _demanded(field: dict[str, Any], paths: Collection[str], parent: str) -> dict[str, Any]:
    path = f"{parent}{field['id']}"
    found = {**field, "required": True} if path in paths else field
    if "fields" not in found:
        return found
    return {**found, "fields": [_demanded(one, paths, f"{path}.") for one in found["fields"]]}


def _link(link: Mapping[str, Any], sees: Sees) -> dict[str, Any]:
    """Where documents come from may be known; how much may be taken is the server's."""
    known = ["id", "title", "form", "lines", "record"]
    if "row" in link and sees(link["row"]):
        known.append("row")
    return {name: link[name] for name in known if name in link}


def _hint(hint: Hint) -> dict[str, Any]:
    """Where it stands and what decides it; where it comes from is the server's."""
    title = hint.model_dump(mode="json")["title"]
    return {
        "id": hint.id, "kind": "latest" if hint.latest is not None else "holds",
        "beside": hint.beside, "title": title, "reads": [*hint.own_paths],
    }  # fmt: skip


def _filled(profile: SheetProfile) -> list[str]:
    return [*profile.columns, *profile.amounts, *profile.asks]


def _sheet(profile: SheetProfile) -> dict[str, Any]:
    """What it is called and what it asks for; how such a sheet is read is the server's."""
    title = profile.model_dump(mode="json")["title"]
    return {"id": profile.id, "title": title, "asks": [*profile.asks]}


def _scan(scan: Mapping[str, Any]) -> dict[str, Any]:
    packs = scan.get("packs")
    shown = {"into": scan["into"], "count": scan["count"]}
    return shown if not packs else {**shown, "packs": {"into": packs["into"]}}


@dataclass(frozen=True)
class _Sight:
    document: FormDocument
    rights: Mapping[str, FieldRight]
    there: SeesThere

    def sees(self, path: str) -> bool:
        """A path of this form, which may go on through references."""
        own = _own(path, self.document)
        if path.startswith("$"):
            return True
        if own not in self.rights:
            return False
        far = path.removeprefix(own).removeprefix(".")
        form = getattr(self.document.by_path.get(own), "form", None)
        return not far or form is None or self.there(form, far)


def _fields(
    fields: list[dict[str, Any]], parent: str, rights: Mapping[str, FieldRight], sight: _Sight
) -> list[dict[str, Any]]:
    shown = []
    for field in fields:
        path = f"{parent}{field['id']}"
        if path not in rights and field["type"] != "section":
            continue
        shown.append(_field({**field, "access": rights.get(path, "view")}, parent, rights, sight))
    return shown


def _field(
    field: dict[str, Any], parent: str, rights: Mapping[str, FieldRight], sight: _Sight
) -> dict[str, Any]:
    sees = sight.sees
    for name in ("visible_when", "required_when", "readonly_when"):
        if name in field and not _shows(field[name], parent, sees):
            del field[name]
    # What reads a hidden field is computed by the server alone.
    if "formula" in field and not _reads_only(field["formula"], parent, sees):
        del field["formula"]
    default = field.get("default")
    computed = default.get("formula") if isinstance(default, dict) else None
    if computed is not None and not _reads_only(computed, parent, sees):
        del field["default"]
    if field.get("form"):
        _of_reference(field, parent, sight)
    if field["type"] == "subform":
        _offer(field, sight)
        if scan := field.pop("scan", None):
            into = [f"{field['id']}.{scan[name]}" for name in ("into", "count")]
            if all(rights.get(path) == "edit" for path in into):
                field["scan"] = _scan(scan)
        field["fields"] = _fields(field["fields"], f"{field['id']}.", rights, sight)
    return field


def _offer(field: dict[str, Any], sight: _Sight) -> None:
    """That rows are offered, and on which fields they are brought by themselves. What they are is
    the server's."""
    document = sight.document
    for name in ("from_ledger", "from_record"):
        given = field.pop(name, None)
        if given:
            offers = given if isinstance(given, list) else [given]
            offer, fills = offers[0], any(one.get("fills") for one in offers)
            asks = asked_for(document, field["id"]) if fills else []
            shown = [path for path in asks if sight.sees(path)]
            field["offer"] = {"title": offer["title"], "asks": shown}


def _of_reference(field: dict[str, Any], parent: str, sight: _Sight) -> None:
    """What a reference says of the other form, as far as it may be seen there. Which fields are
    filled by a copy may be known; from where, only by whom the source is shown to."""
    there, form = sight.there, field["form"]
    if "filter" in field and not _filters_by(field["filter"], parent, form, sight):
        del field["filter"]
    if "show" in field:
        field["show"] = [path for path in field["show"] if there(form, path)]
    if "copy" in field:
        field["copy"] = {
            own: far if there(form, far) else ""
            for own, far in field["copy"].items()
            if sight.sees(f"{parent}{own}")
        }


def _filters_by(condition: Mapping[str, Any], parent: str, form: str, sight: _Sight) -> bool:
    """Left sides are paths of the other form, right sides of this one."""
    return all(
        sight.there(form, term.field)
        and (not isinstance(term.value, FieldValue) or _seen(term.value.field, parent, sight.sees))
        for term in _terms(Condition.model_validate(condition))
    )


def _terms(condition: Condition) -> Iterator[Term]:
    for part in condition.cond:
        if isinstance(part, Condition):
            yield from _terms(part)
        else:
            yield part


def _shows(condition: Mapping[str, Any], parent: str, sees: Sees) -> bool:
    read = conditions.paths(Condition.model_validate(condition))
    return all(_seen(path, parent, sees) for path in read)


def _rule_shows(rule: Mapping[str, Any], sees: Sees) -> bool:
    if "formula" in rule:
        return _reads_only(rule["formula"], "", sees)
    return _shows(rule["when"], "", sees)


def _reads_only(text: str, parent: str, sees: Sees) -> bool:
    return all(_seen(path, parent, sees) for path in formula.parse(text).refs)


def _seen(path: str, parent: str, sees: Sees) -> bool:
    """A column says ``qty`` for its own row; so a name may be one of the row or of the form."""
    return sees(path) or (bool(parent) and sees(f"{parent}{path}"))


def _own(path: str, document: FormDocument) -> str:
    """The field of this form that a path starts at: ``warehouse.department`` → ``warehouse``."""
    names = path.split(".")
    two = ".".join(names[:2])
    return two if two in document.by_path else names[0]
