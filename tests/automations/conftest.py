"""The office, open."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.office import Office, open_office


@pytest.fixture
def office(db: None) -> Iterator[Office]:
    with open_office() as office:
        yield office
