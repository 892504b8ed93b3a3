"""An order: a customer, lines that are computed, and a total."""

from __future__ import annotations

import pytest

from form_engine.document import FormDocument
from tests.form_engine.given import form
from tests.support.ordering import CUSTOMER, LINES


@pytest.fixture
def order() -> FormDocument:
    return form(
        {"id": "no", "type": "serial", "parts": [{"kind": "count"}]},
        {"id": "bill_date", "type": "date", "required": True, "default": {"current": "today"}},
        CUSTOMER,
        {"id": "phone", "type": "text"},
        {"id": "secret", "type": "text"},
        LINES,
        {"id": "total", "type": "formula", "result": "money", "formula": "SUM({lines.amount})"},
    )
