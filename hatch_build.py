"""Builds the web app into the package before a wheel or an sdist is packed.

HUILIU_SKIP_WEB=1 skips it; a build from the same sources is reused; the machine's Node is used when
it is new enough, else Node comes from PyPI.
"""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class WebApp(BuildHookInterface):  # type: ignore[type-arg]
    def dependencies(self) -> list[str]:
        """Asked for by pip before the build, so Node is fetched only when it is needed."""
        if self._not_needed():
            return []
        node = [] if self._web_build.has_system_node() else [self._web_build.NODE_WHEEL]
        return ["whitenoise>=6.9", *node]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable" and not self._not_needed():
            self._web_build.build(self._web, self._out)

    def _not_needed(self) -> bool:
        if os.environ.get("HUILIU_SKIP_WEB") or not self._web.is_dir():
            return True
        return bool(self._web_build.is_fresh(self._web, self._out))

    @property
    def _web(self) -> Path:
        return Path(self.root, "platform", "web")

    @property
    def _server(self) -> Path:
        return Path(self.root, "platform", "backend", "huiliu", "server")

    @property
    def _out(self) -> Path:
        return self._server / "static" / "app"

    @property
    def _web_build(self) -> ModuleType:
        # By its file: the package itself is not installed while it is being built.
        place = self._server / "cli" / "web_build.py"
        spec = importlib.util.spec_from_file_location("huiliu_web_build", place)
        if spec is None or spec.loader is None:
            raise RuntimeError(f"cannot load {place}")
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module
