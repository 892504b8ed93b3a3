"""A shop with products and orders to bring in and take out."""

from __future__ import annotations

import pytest

from tests.form_engine.conftest import Company


@pytest.fixture
def shop(company: Company) -> Company:
    options = [{"id": "cash", "label": {"zh-CN": "现金", "en": "Cash"}}]
    company.publish(
        "product",
        [
            {"id": "name", "type": "text", "label": {"zh-CN": "名称", "en": "Name"}},
            {
                "id": "code",
                "type": "text",
                "unique": True,
                "label": {"zh-CN": "编码", "en": "Code"},
            },
        ],
        title_field="name",
    )
    company.publish(
        "order",
        [
            {"id": "no", "type": "text", "label": {"zh-CN": "单号", "en": "No."}, "required": True},
            {"id": "day", "type": "date", "label": {"zh-CN": "日期", "en": "Date"}},
            {"id": "at", "type": "datetime", "label": {"zh-CN": "时间", "en": "Time"}},
            {"id": "pay", "type": "choice", "options": options, "label": {"zh-CN": "付款"}},
            {"id": "rush", "type": "switch", "label": {"zh-CN": "加急"}},
            {"id": "who", "type": "member", "label": {"zh-CN": "经手人"}},
            {"id": "secret", "type": "text", "label": {"zh-CN": "机密"}},
            {
                "id": "lines",
                "type": "subform",
                "label": {"zh-CN": "明细", "en": "Lines"},
                "fields": [
                    {
                        "id": "product",
                        "type": "reference",
                        "form": "product",
                        "label": {"zh-CN": "商品"},
                    },
                    {
                        "id": "qty",
                        "type": "number",
                        "scale": 4,
                        "min": "0",
                        "label": {"zh-CN": "数量"},
                    },
                    {"id": "rate", "type": "number", "percent": True, "label": {"zh-CN": "税率"}},
                    {
                        "id": "twice",
                        "type": "formula",
                        "result": "number",
                        "scale": 4,
                        "formula": "{lines.qty}*2",
                        "label": {"zh-CN": "双倍"},
                    },
                ],
            },
        ],
        title_field="no",
    )
    company.create("product", {"name": "苹果", "code": "P1"})
    company.create("product", {"name": "梨", "code": "P2"})
    company.create("product", {"name": "梨", "code": "P3"})
    return company
