"""What a browser fetches to open each page for the first time, gzipped, from the built front end.

``python -m bench.page_weight`` reads the manifest of ``npm run build`` and prints a line per route:
the entry, the page's chunk, what both import, and the lazy parts the page always shows. Fails when
a page is over the budget.
"""

from __future__ import annotations

import gzip
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.measure import Row

BUILT = Path(__file__).parents[1] / "platform/backend/huiliu/server/static/app"
BUDGET_KB = 350
ENTRY = "index.html"
RUNTIME = "src/runtime"
ROUTES: dict[str, tuple[str, ...]] = {
    "/login": ("src/shell/LoginPage.tsx",),
    "/": ("src/shell/HomePage.tsx",),
    "/apps/:app": ("src/shell/AppHome.tsx",),
    "/apps/:app/forms/:form": (f"{RUNTIME}/list/ListPage.tsx", f"{RUNTIME}/list/RecordTable.tsx"),
    "/apps/:app/forms/:form/new": (f"{RUNTIME}/form/FormPage.tsx",),
    "/apps/:app/forms/:form/records/:id": (f"{RUNTIME}/record/RecordPage.tsx",),
    "/apps/:app/ledgers/:ledger": (f"{RUNTIME}/ledger/LedgerPage.tsx",),
    "/tasks": (f"{RUNTIME}/tasks/TasksPage.tsx",),
    "/tasks/:id": (f"{RUNTIME}/tasks/TaskPage.tsx",),
    "/notifications": (f"{RUNTIME}/notifications/NotificationsPage.tsx",),
    "/me": ("src/shell/MePage.tsx",),
    "/org": ("src/shell/org/OrgPage.tsx",),
    "/templates": ("src/shell/templates/TemplatesPage.tsx",),
    "/excel": ("src/shell/excel/FromExcelPage.tsx",),
    "/apps/:app/design/app/app": ("src/shell/DesignPage.tsx", "src/designer/app.tsx"),
    **{
        f"/apps/:app/design/{kind}/:key": ("src/shell/DesignPage.tsx", f"src/designer/{kind}.tsx")
        for kind in ("form", "flow", "automation", "permission", "ledger", "voucher_rule")
    },
    "/apps/:app/journals/:journal": (f"{RUNTIME}/journal/JournalPage.tsx",),
    "/apps/:app/reports/:report": (f"{RUNTIME}/report/ReportPage.tsx",),
    "/apps/:app/pages/:page": (f"{RUNTIME}/pages/PagePage.tsx",),
    "/apps/:app/automations": (f"{RUNTIME}/automations/AutomationsPage.tsx",),
    "/apps/:app/flow-runs": (f"{RUNTIME}/flows/FlowRunsPage.tsx",),
    "/apps/:app/design": ("src/shell/DesignHome.tsx",),
}

Manifest = dict[str, dict[str, list[str]]]


def files(manifest: Manifest, wanted: Iterable[str]) -> set[str]:
    """The files of some chunks and of all they import at once."""
    return {file for key in closure(manifest, wanted) for file in of_chunk(manifest[key])}


def closure(manifest: Manifest, wanted: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    waiting = [key for key in wanted if key in manifest]
    while waiting:
        key = waiting.pop()
        if key not in seen:
            seen.add(key)
            waiting.extend(manifest[key].get("imports", []))
    return seen


def of_chunk(chunk: dict[str, list[str]]) -> Iterator[str]:
    yield str(chunk["file"])
    yield from chunk.get("css", [])


def weight(names: Iterable[str]) -> int:
    return sum(len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in names)


def run(server: str) -> list[Row]:
    """``server`` is not used."""
    manifest: Manifest = json.loads((BUILT / "manifest.json").read_text())
    kilobytes = {
        name: weight(files(manifest, (ENTRY, *ROUTES[f"/apps/:app/forms/:form{route}"]))) / 1024
        for name, route in (("list", ""), ("fill", "/new"))
    }
    return [
        Row(f"first load of the {name} page", f"{size:.0f} KB gz", "", "", f"≤ {BUDGET_KB} KB gz")
        for name, size in kilobytes.items()
    ]


def main() -> int:
    manifest: Manifest = json.loads((BUILT / "manifest.json").read_text())
    heaviest = 0.0
    print(f"{'route':<40} {'KB gz':>7} {'files':>6}")
    for route, pages in ROUTES.items():
        if not any(page in manifest for page in pages):
            continue
        loaded = files(manifest, (ENTRY, *pages))
        kilobytes = weight(loaded) / 1024
        heaviest = max(heaviest, kilobytes)
        print(f"{route:<40} {kilobytes:>7.1f} {len(loaded):>6}")
    print(f"{'heaviest':<40} {heaviest:>7.1f}   budget {BUDGET_KB}")
    return 0 if heaviest <= BUDGET_KB else 1


if __name__ == "__main__":
    sys.exit(main())
