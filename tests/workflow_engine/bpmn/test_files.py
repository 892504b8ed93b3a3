"""Whole files as modelers write them, and the tasks they run in the order told beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.bpmn import END, START, bpmn, chain, gateway, task, way
from workflow_engine.bpmn import Refused, import_bpmn
from workflow_engine.bpmn.headless import run
from workflow_engine.bpmn.trace import Trace

FILES = Path(__file__).parent / "files"
RUNS = [
    (one.stem, n)
    for one in sorted(FILES.glob("*.json"))
    for n, _ in enumerate(json.loads(one.read_text()))
]


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "number"), RUNS)
def test_the_tasks_in_their_order(name: str, number: int) -> None:
    told = json.loads((FILES / f"{name}.json").read_text())[number]
    imported = import_bpmn((FILES / f"{name}.bpmn").read_bytes())
    assert run(imported, Trace.model_validate(told["trace"])) == told["tasks"]


@pytest.mark.django_db
def test_a_file_in_an_encoding_of_its_own() -> None:
    text = bpmn(START, task("a").replace('"A"', '"审核"'), END, chain("s", "a", "e")).decode()
    data = text.replace('version="1.0"', 'version="1.0" encoding="GBK"').encode("gbk")
    assert run(import_bpmn(data), Trace()) == ["审核"]


@pytest.mark.parametrize(
    ("encoding", "data", "why"),
    [
        ("GBK", b"\xff\xff", "not in its encoding 'gbk'"),
        ("unicode_escape", b"", "its encoding 'unicode_escape' is not read"),
        ("rot13", b"", "its encoding 'rot13' is not read"),
        ("UTF-8", b"\xff\xff", "not XML"),
    ],
)
def test_an_encoding_that_is_not_read(encoding: str, data: bytes, why: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?><a>'.encode()
    with pytest.raises(Refused, match=why):
        import_bpmn(head + data + b"</a>")


LIMIT = (
    '<boundaryEvent id="t" name="Late" attachedToRef="a"{}><timerEventDefinition>'
    "<timeDuration>PT1H</timeDuration></timerEventDefinition></boundaryEvent>"
)
OTHER_END = '<endEvent id="late"/>'


@pytest.mark.parametrize(
    ("parts", "what"),
    [
        (
            (
                START, gateway("exclusive", "a"), LIMIT.format(""), END, OTHER_END,
                chain("s", "a", "e"), chain("t", "late"),
            ),
            "boundaryEvent 'Late': only tasks and sub-processes have a time limit",
        ),
        (
            (START, START.replace('"s"', '"s2"'), task("a"), task("b"), END,
             chain("s", "a", "e"), chain("s2", "b", "e")),
            r"it has 2 start events \(startEvent 's', startEvent 's2'\): one is read",
        ),
        ((), "process 'Test': there is nothing in it"),
        (
            (task("a"), task("b"), chain("a", "b", "a")),
            "process 'Test': it has no beginning",
        ),
        ((START, task("a"), task("a"), END, chain("s", "a", "e")), "the id 'a' is used twice"),
        ((START, '<userTask name="A"/>', END, chain("s", "e")), "userTask 'A': it has no id"),
        (
            ('<startEvent id="s"><timerEventDefinition/></startEvent>', END, chain("s", "e")),
            "startEvent 's': a timer that starts it",
        ),
        (
            (
                START, gateway("exclusive", "x", name="Which?"), task("a"), task("b"), task("c"),
                END, chain("s", "x"), way("x", "a", "${y}"), way("x", "b"), way("x", "c"),
                chain("a", "e"), chain("b", "e"), chain("c", "e"),
            ),
            "exclusiveGateway 'Which\\?': some of its ways have conditions and some have none",
        ),
        (
            (
                START, gateway("exclusive", "x"), task("a"), END, chain("s", "x"),
                way("x", "a", "(" * 1990 + "y"), way("x", "e"), chain("a", "e"),
            ),
            "too many brackets|plain comparison",
        ),
        (
            (
                START, gateway("exclusive", "x"), task("a"), END, chain("s", "x"),
                way("x", "a", "y && " * 900_000 + "y"[:0]), way("x", "e"), chain("a", "e"),
            ),
            "larger than 2 MB|longer than 2000 characters",
        ),
        (
            (START, *(task(f"t{n}") for n in range(600)), END,
             chain("s", *(f"t{n}" for n in range(600)), "e")),
            "it has more than 500 elements",
        ),
    ],
)  # fmt: skip
def test_what_is_refused_names_the_element(parts: tuple[str, ...], what: str) -> None:
    with pytest.raises(Refused, match=what):
        import_bpmn(bpmn(*parts))


def test_processes_that_call_each_other_again_and_again_are_refused() -> None:
    """Nothing is in them; unfolded they are 2⁴⁰."""
    processes = "".join(
        f'<process id="p{n}"><callActivity id="a" calledElement="p{n + 1}"/>'
        f'<callActivity id="b" calledElement="p{n + 1}"/>{chain("a", "b")}</process>'
        for n in range(40)
    )
    first = (START, '<callActivity id="c" calledElement="p0"/>', END, chain("s", "c", "e"))
    last = f'<process id="p40">{START}{END}{chain("s", "e")}</process>'
    with pytest.raises(Refused, match="more than 190 sub-processes"):
        import_bpmn(bpmn(*first, more=processes + last), process="p")


MESSAGE = (
    '<collaboration id="c"><participant id="us" processRef="p"/><participant id="them"/>'
    '<participant id="others"/><messageFlow id="m" name="Order" sourceRef="{}" targetRef="{}"/>'
    "</collaboration>"
)
DONE = (START, task("a"), END, chain("s", "a", "e"))


@pytest.mark.parametrize("ends", [("us", "them"), ("them", "a"), ("e", "others")])
def test_messages_of_the_process_are_refused(ends: tuple[str, str]) -> None:
    with pytest.raises(Refused, match="messageFlow 'Order': messages between pools"):
        import_bpmn(bpmn(*DONE, more=MESSAGE.format(*ends)))


@pytest.mark.django_db
def test_messages_of_others_are_not_ours() -> None:
    imported = import_bpmn(bpmn(*DONE, more=MESSAGE.format("them", "others")))
    assert run(imported, Trace()) == ["A"]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("${a > b}", {"cond": [{"field": "a", "op": "gt", "value": {"field": "b"}}]}),
        ("${empty a}", {"cond": [{"field": "a", "op": "empty", "value": None}]}),
        ("a != null", {"cond": [{"field": "a", "op": "not_empty", "value": None}]}),
        ("order.total &gt;= 5;", {"cond": [{"field": "order_total", "op": "gte", "value": "5"}]}),
        ("a === 'x'", {"cond": [{"field": "a", "op": "eq", "value": "x"}]}),
        ("a == True", {"cond": [{"field": "a", "op": "eq", "value": True}]}),
        ("${!a.equals('x')}", {"cond": [{"field": "a", "op": "ne", "value": "x"}]}),
        ('getVariable("a") lt 3', {"cond": [{"field": "a", "op": "lt", "value": "3"}]}),
    ],
)
def test_conditions_of_several_languages(condition: str, expected: Any) -> None:
    imported = import_bpmn(bpmn(
        START, gateway("exclusive", "x", "x-b"), task("a"), task("b"), END, chain("s", "x"),
        way("x", "a", condition.replace("&gt;", ">")), way("x", "b"), chain("a", "e"),
        chain("b", "e"),
    ))  # fmt: skip
    assert imported.flow["nodes"][1]["branches"][0]["when"] == expected


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("first", "second", "done", "notes"),
    [
        ("${true}", "", ["A"], ["loses its way 'else': another is always taken before it"]),
        ("${false}", "", ["B"], ["loses its way 'way_1': its condition is never true"]),
        ("${y}", "no default", ["B"], ["takes its way 'x-b' if no other is true"]),
    ],
)
def test_ways_that_are_sure(first: str, second: str, done: list[str], notes: list[str]) -> None:
    default = "" if second else "x-b"
    imported = import_bpmn(bpmn(
        START, gateway("exclusive", "x", default), task("a"), task("b"), END, chain("s", "x"),
        way("x", "a", first), way("x", "b"), chain("a", "e"), chain("b", "e"),
    ))  # fmt: skip
    assert run(imported, Trace()) == done
    assert [note.removeprefix("exclusiveGateway 'x' ") for note in imported.notes] == notes


@pytest.mark.django_db
def test_a_way_out_of_a_task_without_a_condition_is_always_taken() -> None:
    imported = import_bpmn(bpmn(
        START, task("a"), task("b"), task("c"), END, chain("s", "a", "b", "e"),
        way("a", "c", "${y}"), chain("c", "e"),
    ))  # fmt: skip
    assert run(imported, Trace()) == ["A", "B"]
    assert run(imported, Trace(variables={"y": True})) == ["A", "B", "C"]


@pytest.mark.django_db
def test_a_task_with_a_condition_and_a_default_goes_one_way() -> None:
    imported = import_bpmn(bpmn(
        START, '<task id="a" name="A" default="a-c"/>', task("b"), task("c"), END,
        gateway("exclusive", "m"), task("d"), chain("s", "a"), way("a", "b", "${y}"),
        way("a", "c"), chain("b", "m", "d", "e"), chain("c", "m"),
    ))  # fmt: skip
    assert run(imported, Trace()) == ["A", "C", "D"]
    assert run(imported, Trace(variables={"y": True})) == ["A", "B", "D"]


@pytest.mark.django_db
def test_ways_at_once_that_end_where_the_choice_around_them_ends() -> None:
    """The shape of a public interchange file: people choose, and one way forks to the end."""
    imported = import_bpmn(bpmn(
        START, task("a"), gateway("exclusive", "g", "g-b", name="Which?"), task("b"), task("c"),
        END, chain("s", "a", "g"), way("g", "b"), way("g", "c", name="to C"), chain("b", "e"),
        way("b", "c", "${true}"), chain("c", "e"),
    ))  # fmt: skip
    assert run(imported, Trace()) == ["A", "B", "C"]
    said = Trace.model_validate({"tasks": {"A": {"Which?": "to C"}}})
    assert run(imported, said) == ["A", "C"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("trace", "why"),
    [
        ({"late": ["A"]}, "it has no time limit"),
        ({"variables": {"day": "soon"}}, "it is not a moment"),
        ({"order": ["B"]}, "open is A"),
    ],
)
def test_a_trace_that_does_not_fit_is_refused(trace: Any, why: str) -> None:
    timer = (
        '<intermediateCatchEvent id="w"><timerEventDefinition><timeDate>${day}</timeDate>'
        "</timerEventDefinition></intermediateCatchEvent>"
    )
    imported = import_bpmn(bpmn(START, task("a"), timer, END, chain("s", "a", "w", "e")))
    with pytest.raises(Refused, match=why):
        run(imported, Trace.model_validate(trace))
