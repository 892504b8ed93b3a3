"""Turns an app into a bundle: a zip of its published documents, to be installed elsewhere."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import Actor, AppRef
from huiliu.core.ports import PublishedDocument
from huiliu.design import api as design
from huiliu.org import api as org
from templates_library.bundle import VERSION

_ORDER = ("form", "ledger", "flow", "automation", "page", "permission")
Files = dict[str, Any]


def export(actor: Actor, app: AppRef) -> bytes:
    """Documents, navigation and the roles they name; no records and no people."""
    return _zipped(bundle_of(actor, app))


def bundle_of(actor: Actor, app: AppRef) -> Files:
    """Content by path, ``bundle.json`` first."""
    design.grants.require_design(actor, app)
    documents = [one for kind in _kinds() for one in _published(app, kind)]
    files = {f"{one.kind}s/{one.key}.json": dict(one.content) for one in documents}
    row = design.apps.row_of(app)
    bundle = {
        "kind": "bundle",
        "version": VERSION,
        "id": row.key,
        "title": row.title,
        "icon": row.icon,
        "release": str(row.source.get("release", "1")),
        "navigation": [_group(group) for group in row.navigation],
        "roles": _roles(actor, files.values()),
        "install": list(files),
    }
    return {"bundle.json": bundle, **files}


def _kinds() -> list[str]:
    return [*_ORDER, *(kind for kind in design.kinds() if kind not in _ORDER)]


def _published(app: AppRef, kind: str) -> Sequence[PublishedDocument]:
    found = ports.documents().published(app, kind)
    return _targets_first(found) if kind == "form" else found


def _targets_first(forms: Sequence[PublishedDocument]) -> list[PublishedDocument]:
    """A form after those it refers to; of a circle, whichever comes first by name."""
    by_key = {form.key: form for form in forms}
    placed: dict[str, PublishedDocument] = {}

    def place(form: PublishedDocument, way: frozenset[str]) -> None:
        for key in sorted(_mentions(form.content, "form") & by_key.keys() - way - placed.keys()):
            place(by_key[key], way | {key})
        placed.setdefault(form.key, form)

    for form in sorted(forms, key=lambda one: one.key):
        place(form, frozenset({form.key}))
    return list(placed.values())


def _mentions(content: Any, name: str) -> set[str]:
    """Every string, or list of strings, under this name, at any depth."""
    found: set[str] = set()
    waiting = [content]
    while waiting:
        one = waiting.pop()
        if isinstance(one, Mapping):
            value = one.get(name)
            found.update([value] if isinstance(value, str) else _strings(value))
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def _strings(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def _roles(actor: Actor, contents: Iterable[Any]) -> list[dict[str, Any]]:
    named = _mentions(list(contents), "roles")
    rows = org.Role.objects.filter(workspace=actor.workspace_id, key__in=named).order_by("key")
    return [{"id": row.key, "title": row.title} for row in rows]


def _group(group: Mapping[str, Any]) -> dict[str, Any]:
    items = [{item["kind"]: item["key"]} for item in group["items"]]
    return {"group": group["group"], "items": items}


def _zipped(files: Files) -> bytes:
    """The same app gives the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            entry = zipfile.ZipInfo(path, (2000, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, json.dumps(content, ensure_ascii=False, indent=1) + "\n")
    return out.getvalue()
