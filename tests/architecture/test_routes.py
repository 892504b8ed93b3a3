"""Every route needs an actor, except the ones listed here on purpose."""

from __future__ import annotations

from huiliu.server.http.api import api

PUBLIC = {
    ("GET", "/session"),
    ("POST", "/auth/login"),
    ("POST", "/auth/logout"),
    ("POST", "/test/clock"),
    ("POST", "/hooks/{token}"),  # the token is the key
}


def test_every_route_needs_an_actor() -> None:
    open_routes = {
        (method, prefix + path)
        for prefix, router in api._routers
        for path, view in router.path_operations.items()
        for operation in view.operations
        if operation.auth_param is None
        for method in operation.methods
    }
    assert open_routes - PUBLIC == set()
