"""The index of the pictures: a table for each group, a row for each page."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tests.e2e.screens.shot import LOOKS, SIZES, Group, Shot

HEAD = """# 界面截图 Screens

每个页面四张：电脑 1440 px、手机 390 px，浅色、深色。由 `python -m tests.e2e.screens`
在演示数据上拍摄，不要手工修改。

Every page four times: PC at 1440 px, phone at 390 px, light and dark. Taken on the demo data by
`python -m tests.e2e.screens`; do not edit by hand.
"""
COLUMNS = "| 页面 | 电脑 | 电脑 · 深色 | 手机 | 手机 · 深色 |\n| --- | --- | --- | --- | --- |"
WIDTHS = {"": 320, "-phone": 110}


def write_index(folder: Path, groups: Sequence[Group]) -> None:
    parts = [HEAD, *(_group(folder, group) for group in groups)]
    (folder / "README.md").write_text("\n".join(parts), encoding="utf-8")


def _group(folder: Path, group: Group) -> str:
    rows = [_row(folder, shot) for shot in group.shots]
    return "\n".join((f"## {group.title}\n", COLUMNS, *rows, ""))


def _row(folder: Path, shot: Shot) -> str:
    cells = [_cell(folder, shot, size, look) for size, *_ in SIZES for look, _ in LOOKS]
    return f"| {shot.title} | {' | '.join(cells)} |"


def _cell(folder: Path, shot: Shot, size: str, look: str) -> str:
    file = f"{shot.name}{size}{look}.webp"
    if not (folder / file).exists():
        return "—"
    return f'<a href="{file}"><img src="{file}" width="{WIDTHS[size]}" alt="{shot.title}"></a>'
