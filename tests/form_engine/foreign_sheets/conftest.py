"""A company with one account, and bank lines with the profiles of the template."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.form_engine.conftest import Company
from tests.support.bank_files import line_field, line_fields

TEMPLATE = Path(__file__).parents[3] / "jxc_template" / "forms" / "bank_line.json"


@pytest.fixture
def bank(company: Company) -> Company:
    company.publish("account", [line_field("name", "text")], title_field="name")
    company.publish(
        "line",
        line_fields(),
        unique=[{"id": "one_ref", "fields": ["account", "bank_ref"]}],
        sheets=json.loads(TEMPLATE.read_text(encoding="utf-8"))["sheets"],
    )
    company.create("account", {"name": "基本户"})
    return company
