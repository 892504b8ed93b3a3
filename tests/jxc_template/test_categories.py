"""商品分类: not below itself, and not too deep."""

from __future__ import annotations

import pytest

from huiliu.core.errors import RuleRefused
from tests.jxc_template.conftest import Demo

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def test_a_category_lies_not_below_itself_and_not_too_deep(demo: Demo) -> None:
    chain = ["category/drinkware"]
    for code in ("cups", "mugs"):
        made = demo.enter_plain("category", "buyer", code=code, name=code, parent=chain[-1])
        chain.append(made.uid)
    with pytest.raises(RuleRefused) as refused:
        demo.enter_plain("category", "buyer", code="tiny", name="tiny", parent=chain[-1])
    assert refused.value.wire_code == "TOO_DEEP"
    with pytest.raises(RuleRefused) as refused:
        demo.change(demo.named("category/drinkware"), "buyer", parent=chain[1])
    assert refused.value.wire_code == "CATEGORY_CYCLE"
