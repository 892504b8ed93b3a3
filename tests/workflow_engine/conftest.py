"""One world a test, bound to the ports; no flow class outlives its test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.flows import World
from workflow_engine import compiled


@pytest.fixture
def world(db: None) -> Iterator[World]:
    one = World()
    compiled.evict()
    with one.bound():
        yield one
    compiled.evict()
