"""The HTTP API: one file per resource in this folder, each found by its ``router``."""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType
from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Router
from ninja.openapi.schema import OpenAPISchema

from huiliu.server import http
from huiliu.server.http import errors
from huiliu.server.http.doors import ByKey, BySession
from huiliu.server.http.json import OrjsonParser, OrjsonRenderer
from huiliu.server.http.openapi import with_refusals


class HuiliuAPI(NinjaAPI):
    def get_openapi_schema(self, **given: Any) -> OpenAPISchema:
        """With the one shape of every refusal, which Ninja does not know of."""
        return with_refusals(super().get_openapi_schema(**given))

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """By meaning rather than by class: handlers of ours and of Ninja's end here alike."""
        return errors.respond(request, exc)


api = HuiliuAPI(
    title="Huiliu 汇流",
    version="1",
    urls_namespace="api",
    docs_url=None,
    auth=[BySession(), ByKey()],
    parser=OrjsonParser(),
    renderer=OrjsonRenderer(),
)


def _discover() -> None:
    """A module with ``router`` is a resource; its file name is its tag. Django tries addresses one
    after the other, so those with a ``rank`` come first: what every page asks for."""
    names = sorted(m.name for m in pkgutil.iter_modules(http.__path__))
    modules = [importlib.import_module(f"{http.__name__}.{name}") for name in names]
    for module in sorted(modules, key=lambda module: getattr(module, "rank", 100)):
        router = getattr(module, "router", None)
        if isinstance(router, Router):
            api.add_router(_prefix(module), router, tags=[module.__name__.rpartition(".")[2]])


def _prefix(module: ModuleType) -> str:
    prefix: str = getattr(module, "prefix", "")
    if "{" in prefix:
        raise ValueError(f"{module.__name__}: Ninja takes a prefix's names for query parameters")
    return prefix


_discover()
