"""What viewflow would do wrong with flows made by administrators, held right by a test each.

Nobody should "simplify" these away: every one was a real failure of the run time's defaults.
"""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import weakref
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from viewflow import this
from viewflow.workflow.base import Flow
from viewflow.workflow.models import Process as StockProcess
from viewflow.workflow.nodes import Split

from huiliu.core.actor import Cause
from tests.support.flows import (
    ANN,
    APP,
    D1,
    D2,
    D3,
    F1,
    M1,
    M2,
    World,
    approval,
    branch,
    flow,
    over,
    state,
    todo,
)
from workflow_engine import api, compiled, published
from workflow_engine.compile import MODULE, BaseFlow
from workflow_engine.document import FlowDocument
from workflow_engine.locking import WaitingLock
from workflow_engine.models import FlowDefinition, FlowTask, Process, WorkItem
from workflow_engine.steps.approval import Approval
from workflow_engine.steps.cc import Copy
from workflow_engine.steps.end import ApprovedEnd, RejectedEnd
from workflow_engine.steps.start import Start
from workflow_engine.tree import read_node


def only_definition() -> FlowDefinition:
    return FlowDefinition.objects.get()


def test_running_records_stay_on_their_version(world: World) -> None:
    world.publish(
        flow(approval("manager", M1), branch("by", over("total", 5000, approval("d", D1))))
    )
    old = world.submit(total=Decimal(600))
    world.publish(flow(approval("boss", M1), branch("by", over("total", 500, approval("d", D1)))))
    new = world.submit(total=Decimal(600))
    compiled.evict()
    assert (todo(old), todo(new)) == ({"manager": {M1}}, {"boss": {M1}})
    assert world.approve(old, M1) == "approved"
    world.approve(new, M1)
    assert todo(new) == {"d": {D1}}
    assert [p.definition.version for p in Process.objects.order_by("id")] == [1, 2]


def test_publishing_the_same_version_again_changes_nothing(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    api.publisher.flip(APP, "expense", 1, flow(approval("other", M2)), None)
    assert only_definition().content == flow(approval("a", M1))


def test_the_class_name_carries_the_content(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    definition = only_definition()
    flow_class = compiled.get(definition.class_name)
    changed = flow(approval("b", M1))
    FlowDefinition.objects.update(content=changed, digest="0123456789ab")
    assert flow_class is not compiled.get(f"F{definition.pk}_0123456789ab")


def test_an_evicted_class_is_freed_and_comes_back(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    record = world.submit()
    name = only_definition().class_name
    reference = weakref.ref(compiled.get(name))
    compiled.evict()
    gc.collect()
    assert reference() is None
    held = Process.objects.get().flow_class
    compiled.evict()
    assert Process.objects.get().flow_class is held
    assert world.approve(record, M1) == "approved"


def test_only_the_most_recent_classes_are_kept(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiled, "LIMIT", 10)
    for number in range(25):
        world.publish(flow(approval(f"a{number}", M1)), key="expense")
    gc.collect()
    assert len(compiled._recent) <= 10
    assert len(compiled._alive) <= 10


def test_a_missing_version_leaves_the_run_readable(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    world.submit()
    compiled.evict()
    Process.objects.update(flow_class="workflow_engine/published.F999999_000000000000")
    process = Process.objects.get()
    assert process.flow_class is None
    assert process.title == "BX-1"


@pytest.mark.parametrize("name", ["F1", "F1_xyz", "__path__", "F1_000000000000x"])
def test_the_module_of_versions_has_no_other_attributes(world: World, name: str) -> None:
    with pytest.raises(AttributeError):
        getattr(published, name)


@pytest.mark.parametrize(
    "node", ["nodes", "lock", "instance", "urls_path", "cancel", "parent", "name", "document"]
)
def test_ids_may_be_called_like_members_of_a_flow(world: World, node: str) -> None:
    world.publish(flow(approval(node, M1)))
    record = world.submit()
    assert todo(record) == {node: {M1}}
    assert world.approve(record, M1) == "approved"


def test_a_title_is_text_and_never_a_template(world: World) -> None:
    """Stock viewflow renders it: this one would print a password hash."""
    evil = {"zh-CN": "审批 {{ task.owner.password }}{% debug %}{who}"}
    world.publish({**flow(approval("a", M1, title=evil)), "title": evil})
    world.submit(no="{{ process.id }}{% now 'Y' %}{who}")
    task = FlowTask.objects.get(node="a")
    assert task.brief == task.title == evil["zh-CN"]
    assert Process.objects.get().brief == "{{ process.id }}{% now 'Y' %}{who}"
    assert world.notifier.sent[0]["data"]["node_zh"] == evil["zh-CN"]
    assert api.page("todo", world.org.actor(M1)).items[0].node_title == evil


def test_every_flow_waits_for_its_lock() -> None:
    """Without a lock votes are lost; viewflow's own lock sleeps for seconds."""
    assert isinstance(BaseFlow.lock_impl, WaitingLock)


def test_our_tables_are_our_own(world: World) -> None:
    world.publish(flow(approval("a", M1)))
    world.submit()
    assert not StockProcess.objects.exists()
    assert Flow.process_class is None


def test_an_end_waits_until_every_branch_has_come_to_rest(world: World) -> None:
    """viewflow's own End finishes the run in the round in which a sibling branch has completed one
    node and not yet made the next: 40 of 40 were done with a person still asked."""
    world.publish(flow(approval("person", M1)))
    definition = only_definition()
    compiled._alive[definition.class_name] = two_branches = _with_two_branches(definition)
    record = world.submit()
    assert state(record) == ("NEW", "")
    assert todo(record) == {"person": {M1}}
    assert world.approve(record, M1) == "approved"
    assert world.records.decisions == [(record.id, "approved")]
    assert two_branches is compiled.get(definition.class_name)


def _with_two_branches(definition: FlowDefinition) -> type[BaseFlow]:
    """start → (copy → end) and (copy → copy → person → end), as parallel branches will be."""
    document = FlowDocument.parse(definition.content)
    person = document.by_id["person"]
    tell = {"type": "cc", "assignees": {"members": ["k1"]}}
    one, two, three = (read_node({"id": i, **tell}) for i in ("one", "two", "three"))
    fork = Split().Next(this.n_two_).Next(this.n_one_)
    rejected = this.x_rejected_
    nodes = {
        "n_start_": Start(document.by_id["start"]).Next(this.fork),
        "fork": fork,
        "n_one_": Copy(one).Next(this.n_end_),
        "n_two_": Copy(two).Next(this.n_three_),
        "n_three_": Copy(three).Next(this.n_person_),
        "n_person_": Approval(person).Next(this.n_last_).OnReject(rejected),
        "n_end_": ApprovedEnd(document.by_id["end"]),
        "n_last_": ApprovedEnd(document.by_id["end"]),
        "x_rejected_": RejectedEnd(),
    }
    members = {"__module__": MODULE, "document": document, "definition": definition, **nodes}
    return type(definition.class_name, (BaseFlow,), members)


def test_two_hundred_people_cost_no_more_statements(
    world: World, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    world.org.members |= {number: f"k{number}" for number in range(100, 300)}
    everybody = {"roles": ["everybody"]}
    world.org.roles = {"everybody": list(range(100, 300))}
    content = flow({"id": "a", "type": "approval", "assignees": everybody, "mode": "all"})
    world.publish(content)
    world.submit()
    with django_assert_max_num_queries(17):  # type: ignore[attr-defined]
        record = world.submit()
    item = world.item(record, 100)
    with django_assert_max_num_queries(8):  # type: ignore[attr-defined]
        api.approve(item, actor=world.org.actor(100))
    assert WorkItem.objects.filter(process__record_id=record.id, state="pending").count() == 199


FRESH = """
import os, sys
import django
django.setup()
from tests.support.flows import World
from workflow_engine import compiled
world = World()
world.records.kept = {1: None}
with world.bound():
    record = type("R", (), {"id": 1})()
    for member in sys.argv[1:]:
        world.records.kept[1] = __import__("pickle").loads(bytes.fromhex(os.environ["RECORD"]))
        print(world.approve(record, int(member)))
assert len(compiled._alive) == 1
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_that_never_saw_the_flow_goes_on_with_it() -> None:
    """A restart, or a second worker: a fresh interpreter knows no class, only the row."""
    import pickle

    world = World()
    compiled.evict()
    with world.bound():
        directors = approval("directors", D1, D2, D3, mode="all")
        world.publish(
            flow(approval("m", M1), branch("by", over("total", 1, directors)), approval("f", F1))
        )
        record = world.submit(total=Decimal(9))
        assert _fresh(pickle.dumps(record), M1, D2) == ["running", "running"]
        world.approve(record, D1)
        assert _fresh(pickle.dumps(record), D3, F1) == ["running", "approved"]
        assert state(record) == ("DONE", "approved")


def _fresh(record: bytes, *members: int) -> list[str]:
    settings = connection.settings_dict
    name = str(settings["NAME"])
    environment = {**os.environ, "RECORD": record.hex(), "PYTHONPATH": os.pathsep.join(sys.path)}
    environment["HUILIU_TEST_DATABASE"] = name
    code = f"from django.conf import settings; settings.DATABASES['default']['NAME'] = {name!r}\n"
    ran = subprocess.run(
        [sys.executable, "-c", code + FRESH, *map(str, members)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.split()


def test_a_resubmission_never_runs_beside_the_first(world: World) -> None:
    """One open run a record, by the database."""
    from django.db import IntegrityError, transaction

    world.publish(flow(approval("a", M1)))
    record = world.submit()
    with pytest.raises(IntegrityError), transaction.atomic():
        api.flows.start(record, actor=world.org.actor(ANN), cause=Cause("api"))
    assert Process.objects.count() == 1
