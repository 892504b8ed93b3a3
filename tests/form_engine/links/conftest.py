"""A company that orders, receives, returns and is billed."""

from __future__ import annotations

import pytest

from tests.form_engine.conftest import Company
from tests.support.trade import CHAIN


@pytest.fixture
def trade(company: Company) -> Company:
    for key, form in CHAIN.items():
        company.publish(key, **form)
    return company
