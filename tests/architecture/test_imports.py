"""Who may import whom: the table of the architecture, each refusal with what to do instead."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

pytestmark = pytest.mark.embedded_only  # asks no database

ROOT = Path(__file__).parents[2]
SOURCES = (ROOT, ROOT / "platform" / "backend")
ENGINES = (
    "form_engine",
    "workflow_engine",
    "huiliu.permissions",
    "huiliu.ledgers",
    "huiliu.journal",
    "huiliu.pages",
    "huiliu.reports",
    "huiliu.org",
    "huiliu.design",
    "huiliu.notify",
    "huiliu.vault",
)
FRONT_DOORS = ("api", "extend")
PACKAGES = (*ENGINES, "huiliu.core", "huiliu.server", "templates_library")


def layer_of(module: str) -> str | None:
    """The layer a dotted name belongs to, or None when it is not ours."""
    for package in PACKAGES:
        if module == package or module.startswith(package + "."):
            return package
    return "jxc_template" if module.split(".")[0] == "jxc_template" else None


def refusal(importer: str, imported: str) -> str | None:
    """Why ``importer`` may not import ``imported``; None when it may."""
    here, there = layer_of(importer), layer_of(imported)
    if there is None or here is None or here == there:
        return None
    if there == "jxc_template":
        return "Nobody imports a template: it is found in its folder and installed."
    if there == "huiliu.server":
        return "Nobody imports the server: it wires the others. Ask through huiliu.core.ports."
    if here == "huiliu.core":
        return "huiliu.core is the bottom: move what you need into it, or turn the call round."
    if there == "huiliu.core" or here == "huiliu.server":
        return None
    if here == "templates_library":
        door = imported.removeprefix(there).lstrip(".").split(".")
        return None if _is_front_door(door) else "templates_library enters an engine by its api.py."
    return f"Engines never import each other: meet {there} through huiliu.core.ports."


def _is_front_door(rest: list[str]) -> bool:
    return any(part in FRONT_DOORS for part in rest)


def modules() -> list[tuple[str, Path]]:
    found: list[tuple[str, Path]] = []
    for source in SOURCES:
        for top in ("form_engine", "workflow_engine", "templates_library", "huiliu"):
            for path in sorted((source / top).rglob("*.py")) if (source / top).is_dir() else []:
                name = ".".join(path.relative_to(source).with_suffix("").parts)
                found.append((name.removesuffix(".__init__"), path))
    return found


def imports(path: Path) -> list[tuple[int, str]]:
    found: list[tuple[int, str]] = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.extend((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found.extend((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
    return found


def test_walls_between_engines_stand() -> None:
    broken = [
        f"{path.relative_to(ROOT)}:{line} imports {imported}. {why}"
        for module, path in modules()
        for line, imported in imports(path)
        if (why := refusal(module, imported))
    ]
    assert broken == []


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("form_engine.records", "workflow_engine.api"),
        ("huiliu.core.ports", "form_engine.api"),
        ("huiliu.ledgers.api", "huiliu.server.jobs.api"),
        ("templates_library.install", "form_engine.models.Form"),
        ("form_engine.records", "jxc_template"),
    ],
)
def test_a_broken_wall_is_seen(importer: str, imported: str) -> None:
    assert refusal(importer, imported) is not None


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("form_engine.records", "huiliu.core.ports.records"),
        ("huiliu.server.wiring", "form_engine.api"),
        ("templates_library.install", "huiliu.design.api.publish"),
        ("form_engine.records", "django.db.transaction"),
    ],
)
def test_the_doors_are_open(importer: str, imported: str) -> None:
    assert refusal(importer, imported) is None


def test_platform_is_no_package() -> None:
    """``platform/__init__.py`` would replace Python's own ``platform`` and break pip and Django."""
    assert not (ROOT / "platform" / "__init__.py").exists()
    assert not (ROOT / "platform" / "backend" / "__init__.py").exists()


def test_no_catch_all_modules() -> None:
    names = {"utils", "helpers", "common", "misc"}
    assert [str(p.relative_to(ROOT)) for _, p in modules() if p.stem in names] == []
