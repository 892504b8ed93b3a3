"""A registry is whole for everybody who asks, however many ask first."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from huiliu.core.registry import DuplicateType, Named, Registry, UnknownType

_FILE = """
import time
from {package} import registry
time.sleep(0.02)
registry.add(type("T", (), {{"name": "{name}"}}))
"""


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry[Named]:
    """Three files in a package of their own, each slow to read."""
    name = f"types_of_{tmp_path.name}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").write_text("")
    for one in ("a", "b", "c"):
        (folder / f"{one}.py").write_text(_FILE.format(package=name, name=one))
    monkeypatch.syspath_prepend(str(tmp_path))
    made = Registry[Named]("thing", name)
    __import__(name)
    sys.modules[name].registry = made  # type: ignore[attr-defined]
    return made


def test_eight_threads_at_once_see_all_of_it(registry: Registry[Named]) -> None:
    with ThreadPoolExecutor(8) as threads:
        seen = list(threads.map(lambda _: registry.names(), range(8)))
    assert seen == [("a", "b", "c")] * 8


def test_an_unknown_name_is_refused_with_the_likely_one(registry: Registry[Named]) -> None:
    registry.add(type("T", (), {"name": "number"}))
    with pytest.raises(UnknownType, match="Did you mean 'number'"):
        registry.get("numbr")


def test_one_name_belongs_to_one_file(registry: Registry[Named]) -> None:
    registry.names()
    with pytest.raises(DuplicateType):
        registry.add(type("T", (), {"name": "a"}))
