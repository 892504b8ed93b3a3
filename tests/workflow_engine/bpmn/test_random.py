"""Random processes with ways back: the imported tree does what the graph says, or is refused."""

from __future__ import annotations

import pytest

from tests.support.bpmn import Choices
from workflow_engine.bpmn import Refused, import_bpmn
from workflow_engine.bpmn.headless import run
from workflow_engine.bpmn.trace import Trace

BATCHES, IN_A_BATCH = 2, 30


@pytest.mark.django_db
@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_same_tasks_in_the_same_order(batch: int) -> None:
    imported = 0
    for seed in range(batch * IN_A_BATCH, (batch + 1) * IN_A_BATCH):
        process = Choices(seed)
        try:
            found = import_bpmn(process.xml())
        except Refused:
            continue
        imported += 1
        for _ in range(2):
            said, expected = process.walk()
            assert run(found, Trace.model_validate({"tasks": said})) == expected, seed
    assert imported >= IN_A_BATCH // 2
