"""Collects types: one file each, found by name. Nothing else in the project lists them."""

from __future__ import annotations

import difflib
import importlib
import pkgutil
import threading
from collections.abc import Iterator
from typing import Generic, Protocol, TypeVar


class Named(Protocol):
    @property
    def name(self) -> str: ...


T = TypeVar("T", bound=Named)


class DuplicateType(Exception):
    """Two files claim one name. Stops the start-up."""


class UnknownType(LookupError):
    """No such type. Says which one was probably meant."""


class Registry(Generic[T]):
    """``fields = Registry[FieldType]("field type", "form_engine.fields")``; the modules of that
    package are imported, in sorted order, at first use, and each calls ``fields.add(...)``."""

    def __init__(self, what: str, package: str) -> None:
        self._what = what
        self._package = package
        self._types: dict[str, T] = {}
        self._loaded = self._loading = False
        self._lock = threading.RLock()

    def add(self, item: T) -> T:
        if item.name in self._types:
            raise DuplicateType(f"Two files define the {self._what} '{item.name}'.")
        self._types[item.name] = item
        return item

    def get(self, name: str) -> T:
        self._load()
        try:
            return self._types[name]
        except KeyError:
            raise UnknownType(self._unknown(name)) from None

    def find(self, name: str) -> T | None:
        self._load()
        return self._types.get(name)

    def __iter__(self) -> Iterator[T]:
        self._load()
        return iter([self._types[name] for name in sorted(self._types)])

    def names(self) -> tuple[str, ...]:
        return tuple(item.name for item in self)

    def _unknown(self, name: str) -> str:
        near = difflib.get_close_matches(name, self._types, n=1)
        hint = f" Did you mean '{near[0]}'?" if near else ""
        return f"There is no {self._what} '{name}'.{hint}"

    def _load(self) -> None:
        """Another thread waits until every file has been read: half a registry, seen once and
        cached, would stay wrong for as long as the process lives."""
        if self._loaded:
            return
        with self._lock:
            if self._loaded or self._loading:  # a file that asks while it is being read
                return
            self._loading = True
            try:
                self._import_all()
            finally:
                self._loading = False
            self._loaded = True

    def _import_all(self) -> None:
        package = importlib.import_module(self._package)
        for module in sorted(m.name for m in pkgutil.iter_modules(package.__path__)):
            importlib.import_module(f"{self._package}.{module}")
