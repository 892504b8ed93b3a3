"""What a browser fetches to open each page for the first time, gzipped, from the built front end.

``python -m bench.page_weight`` reads the manifest of ``npm run build`` and prints a line per route:
the entry, the page's chunk, what both import, and the lazy parts the page always shows. Fails when
a page is over the budget.
"""

from __future__ import annotations

import gzip
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from bench.measure import Row
from huiliu.server.http.page_files import ENTRY, Built

BUILT = Path(__file__).parents[1] / "platform/backend/huiliu/server/static/app"
BUDGET_KB = 350
_DESIGNER = re.compile(r"src/designer/\w+\.tsx$")


def routes(built: Built) -> Iterator[tuple[str, tuple[str, ...]]]:
    """``/tasks/:id`` and its chunks; the designers one by one."""
    designed = [key.split("/")[-1] for key in built.manifest if _DESIGNER.match(key)]
    kinds = [name.removesuffix(".tsx") for name in designed]
    for page in built.pages:
        chunks = [page["page"], *page.get("with", ())]
        for kind in kinds if ":kind" in page["path"] else ("",):
            named = [f"src/{chunk.replace(':kind', kind)}.tsx" for chunk in chunks]
            yield f"/{page['path'].replace(':kind', kind)}", tuple(named)


def weight(names: Iterable[str]) -> int:
    return sum(len(gzip.compress((BUILT / name).read_bytes(), 9)) for name in names)


def run(server: str) -> list[Row]:
    """``server`` is not used."""
    built = Built.read(BUILT)
    of = dict(routes(built))
    kilobytes = {
        name: weight(built.files((ENTRY, *of[f"/apps/:app/forms/:form{route}"]))) / 1024
        for name, route in (("list", ""), ("fill", "/new"))
    }
    return [
        Row(f"first load of the {name} page", f"{size:.0f} KB gz", "", "", f"≤ {BUDGET_KB} KB gz")
        for name, size in kilobytes.items()
    ]


def main() -> int:
    built = Built.read(BUILT)
    heaviest = 0.0
    print(f"{'route':<40} {'KB gz':>7} {'files':>6}")
    for route, chunks in routes(built):
        if missing := set(chunks) - set(built.manifest):
            raise LookupError(f"{route}: not built: {', '.join(sorted(missing))}")
        loaded = built.files((ENTRY, *chunks))
        kilobytes = weight(loaded) / 1024
        heaviest = max(heaviest, kilobytes)
        print(f"{route:<40} {kilobytes:>7.1f} {len(loaded):>6}")
    print(f"{'heaviest':<40} {heaviest:>7.1f}   budget {BUDGET_KB}")
    return 0 if heaviest <= BUDGET_KB else 1


if __name__ == "__main__":
    sys.exit(main())
