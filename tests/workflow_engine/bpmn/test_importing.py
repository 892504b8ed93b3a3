"""What of BPMN is read, as which tree, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from huiliu.core.forms import shape_of
from tests.support.bpmn import END, START, bpmn, chain, gateway, task, way
from workflow_engine.bpmn import Imported, Refused, import_bpmn
from workflow_engine.bpmn.headless import run
from workflow_engine.bpmn.trace import Trace
from workflow_engine.document import FlowDocument
from workflow_engine.form_paths import FormPaths
from workflow_engine.problems import problems

AND, OR, XOR = "parallel", "inclusive", "exclusive"


def tree(imported: Imported) -> list[Any]:
    return _short(imported.flow["nodes"][1:-1])


def _short(nodes: list[dict[str, Any]]) -> list[Any]:
    return [_one(node) for node in nodes]


def _one(node: dict[str, Any]) -> Any:
    if "branches" in node:
        return (node["type"], *(_short(way.get("nodes", [])) for way in node["branches"]))
    if "nodes" in node:
        return (node["type"], _short(node["nodes"]))
    return node["title"]["en"] if "title" in node else node["type"]


def of(*parts: str) -> Imported:
    imported = import_bpmn(bpmn(*parts))
    form = FormPaths(shape_of(imported.form), lambda key: None)
    assert problems(FlowDocument.parse(imported.flow), form) == []
    return imported


def ran(imported: Imported, **trace: Any) -> list[str]:
    return run(imported, Trace.model_validate(trace))


SEQUENCE = (START, task("a"), task("b"), END, chain("s", "a", "b", "e"))
APPROVAL = (
    START, task("ask"), gateway(XOR, "ok", "ok-e"), task("mend"), END,
    way("s", "ask"), way("ask", "ok"), way("ok", "mend", "${!approved}"), way("ok", "e"),
    way("mend", "ask"),
)  # fmt: skip


@pytest.mark.django_db
class TestRead:
    def test_a_sequence(self) -> None:
        imported = of(*SEQUENCE)
        assert tree(imported) == ["A", "B"]
        assert ran(imported) == ["A", "B"]

    def test_an_exclusive_choice(self) -> None:
        imported = of(
            START, task("a"), gateway(XOR, "x", "x-c"), task("b"), task("c"), gateway(XOR, "m"),
            task("z"), END, chain("s", "a", "x"), way("x", "b", "${amount > 100}"), way("x", "c"),
            chain("b", "m"), chain("c", "m", "z", "e"),
        )  # fmt: skip
        assert tree(imported) == ["A", ("branch", ["B"], ["C"]), "Z"]
        assert ran(imported, tasks={"A": {"amount": "100.5"}}) == ["A", "B", "Z"]
        assert ran(imported, variables={"amount": 100}) == ["A", "C", "Z"]

    def test_ways_at_once(self) -> None:
        imported = of(
            START, gateway(AND, "f"), task("a"), task("b"), gateway(AND, "j"), task("z"), END,
            chain("s", "f", "a", "j"), chain("f", "b", "j"), chain("j", "z", "e"),
        )  # fmt: skip
        assert tree(imported) == [("parallel", ["A"], ["B"]), "Z"]
        assert ran(imported, order=["B"]) == ["B", "A", "Z"]

    def test_ways_at_once_that_end_by_themselves(self) -> None:
        imported = of(
            START, task("a"), task("b"), task("c"), END, '<endEvent id="e2"/>',
            chain("s", "a", "b", "e"), chain("a", "c", "e2"),
        )  # fmt: skip
        assert tree(imported) == ["A", ("parallel", ["B"], ["C"])]
        assert ran(imported, order=["A", "C", "B"]) == ["A", "C", "B"]

    def test_an_inclusive_choice(self) -> None:
        imported = of(
            START, gateway(OR, "f", "f-c"), task("a"), task("b"), task("c"), gateway(OR, "j"), END,
            way("s", "f"), way("f", "a", "= x > 1"), way("f", "b", "= x > 5"),
            chain("f", "c", "j", "e"), chain("a", "j"), chain("b", "j"),
        )  # fmt: skip
        assert tree(imported) == [("inclusive", ["A"], ["B"], ["C"])]
        assert ran(imported, variables={"x": 9}) == ["A", "B"]
        assert ran(imported, variables={"x": 0}) == ["C"]

    def test_a_loop_with_work_on_the_way_back(self) -> None:
        imported = of(*APPROVAL)
        assert tree(imported) == ["ASK", ("branch", [("repeat", ["MEND", "ASK"])], [])]
        said = [{"approved": False}, {}, {"approved": True}]
        assert ran(imported, tasks={"ASK": said}) == ["ASK", "MEND", "ASK", "MEND", "ASK"]
        assert ran(imported, tasks={"ASK": {"approved": True}}) == ["ASK"]

    def test_two_loops_back_to_the_same_task(self) -> None:
        imported = of(
            START, task("a"), gateway(XOR, "x", "x-b"), task("b"), gateway(XOR, "y", "y-e"), END,
            chain("s", "a", "x"), way("x", "a", "${r1}"), way("x", "b"), chain("b", "y"),
            way("y", "a", "${r2}"), way("y", "e"),
        )  # fmt: skip
        assert tree(imported) == [("repeat", [("repeat", ["A"]), "B"])]
        said = {"A": [{"r1": True}, {"r1": False}], "B": [{"r2": True}, {"r2": False}]}
        assert ran(imported, tasks=said) == ["A", "A", "B", "A", "B"]

    def test_a_rejection_that_ends_out_of_a_loop(self) -> None:
        imported = of(
            START, task("a"), gateway(XOR, "x", "x-b"), task("b"), gateway(XOR, "y", "y-e"), END,
            '<endEvent id="no"><terminateEventDefinition/></endEvent>',
            chain("s", "a", "x"), way("x", "no", "${no}"), way("x", "b"), chain("b", "y"),
            way("y", "a", "${again}"), way("y", "e"),
        )  # fmt: skip
        assert tree(imported) == [("repeat", ["A", ("branch", ["end"], []), "B"])]
        said = {"A": [{}, {"no": True}], "B": {"again": True}}
        assert ran(imported, tasks=said) == ["A", "B", "A"]

    def test_people_choose_where_there_is_no_condition(self) -> None:
        imported = of(
            START, task("a"), gateway(XOR, "x", name="OK?"), task("b"), task("c"), END,
            chain("s", "a", "x"), way("x", "b", name="Yes"), way("x", "c", name="No"),
            chain("b", "e"), chain("c", "e"),
        )  # fmt: skip
        options = next(f for f in imported.form["fields"] if f["type"] == "choice")["options"]
        assert [one["label"]["en"] for one in options] == ["Yes", "No"]
        assert ran(imported, tasks={"A": {"OK?": "Yes"}}) == ["A", "B"]
        assert ran(imported, tasks={"A": {"OK?": "No"}}) == ["A", "C"]
        assert imported.notes == [
            "exclusiveGateway 'OK?' has no default: its last way is taken instead"
        ]

    @pytest.mark.parametrize(
        ("marker", "shape", "variables", "tasks"),
        [
            ("<loopCardinality>2</loopCardinality>", ("parallel", ["A"], ["A"]), {}, ["A", "A"]),
            ("<loopCardinality>1</loopCardinality>", ("repeat", ["A"]), {}, ["A"]),
        ],
    )
    def test_a_task_several_times_at_once(
        self, marker: str, shape: Any, variables: Any, tasks: list[str]
    ) -> None:
        many = f"<multiInstanceLoopCharacteristics>{marker}</multiInstanceLoopCharacteristics>"
        imported = of(START, task("a", many), END, chain("s", "a", "e"))
        assert tree(imported) == [shape]
        assert ran(imported, variables=variables) == tasks

    def test_a_task_several_times_in_order(self) -> None:
        many = (
            '<multiInstanceLoopCharacteristics isSequential="true"><loopCardinality>${n}'
            "</loopCardinality></multiInstanceLoopCharacteristics>"
        )
        imported = of(START, task("a", many), END, chain("s", "a", "e"))
        assert ran(imported, variables={"n": 3}) == ["A", "A", "A"]
        assert ran(imported, variables={"n": 0}) == []

    def test_a_task_for_each_of_some_people(self) -> None:
        many = '<multiInstanceLoopCharacteristics collection="${bosses}"/>'
        imported = of(START, task("a", many), END, chain("s", "a", "e"))
        assert ran(imported, variables={"bosses": ["ann", "bob"]}) == ["A", "A"]

    def test_a_standard_loop(self) -> None:
        loop = (
            '<standardLoopCharacteristics testBefore="true"><loopCondition>${more}'
            "</loopCondition></standardLoopCharacteristics>"
        )
        imported = of(START, task("a", loop), task("b"), END, chain("s", "a", "b", "e"))
        assert ran(imported) == ["B"]
        said = {"A": [{"more": True}, {"more": False}]}
        assert ran(imported, variables={"more": True}, tasks=said) == ["A", "A", "B"]

    @pytest.mark.parametrize(
        ("text", "period"),
        [
            ("PT2H", {"hours": 2}),
            ("P1W2DT3M", {"days": 9, "minutes": 3}),
            ("PT90S", {"minutes": 2}),
        ],
    )
    def test_a_timer(self, text: str, period: dict[str, int]) -> None:
        timer = (
            '<intermediateCatchEvent id="w" name="W"><timerEventDefinition><timeDuration>'
            f"{text}</timeDuration></timerEventDefinition></intermediateCatchEvent>"
        )
        imported = of(START, task("a"), timer, task("b"), END, chain("s", "a", "w", "b", "e"))
        assert period.items() <= imported.flow["nodes"][2].items()
        assert ran(imported) == ["A", "B"]

    def test_a_sub_process_in_its_place(self) -> None:
        inner = f'<subProcess id="sub">{START}{task("b")}{END}{chain("s", "b", "e")}</subProcess>'
        imported = of(START, task("a"), inner, task("c"), END, chain("s", "a", "sub", "c", "e"))
        assert ran(imported) == ["A", "B", "C"]

    def test_who_does_it(self) -> None:
        lane = '<laneSet><lane name="Sales team"><flowNodeRef>c</flowNodeRef></lane></laneSet>'
        imported = of(
            lane, START, task("a", assignee="ann"), task("b", candidateGroups="Finance,HR"),
            task("c"), task("d", assignee="${initiator}"), END, chain("s", "a", "b", "c", "d", "e"),
        )  # fmt: skip
        asked = [node["assignees"] for node in imported.flow["nodes"][1:-1]]
        assert asked == [
            {"members": ["ann"]},
            {"roles": ["finance", "hr"]},
            {"roles": ["sales_team"]},
            {"initiator": True},
        ]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("${amount >= 10.5}", {"cond": [{"field": "amount", "op": "gte", "value": "10.5"}]}),
        ("10 < amount", {"cond": [{"field": "amount", "op": "gt", "value": "10"}]}),
        ('kind == "A"', {"cond": [{"field": "kind", "op": "eq", "value": "A"}]}),
        ("${isOk}", {"cond": [{"field": "is_ok", "op": "eq", "value": True}]}),
        ("${isOk != true}", {"cond": [{"field": "is_ok", "op": "ne", "value": True}]}),
        (
            "!(amount > 3)",
            {
                "rel": "or",
                "cond": [
                    {"field": "amount", "op": "lte", "value": "3"},
                    {"field": "amount", "op": "empty", "value": None},
                ],
            },
        ),
        (
            "not(a and b)",
            {
                "rel": "or",
                "cond": [
                    {"field": "a", "op": "ne", "value": True},
                    {"field": "b", "op": "ne", "value": True},
                ],
            },
        ),
        ("list.contains('x')", {"cond": [{"field": "list", "op": "contains", "value": "x"}]}),
    ],
)
def test_conditions(condition: str, expected: dict[str, Any]) -> None:
    imported = of(
        START, gateway(XOR, "x", "x-b"), task("a"), task("b"), END, chain("s", "x"),
        way("x", "a", condition), way("x", "b"), chain("a", "e"), chain("b", "e"),
    )  # fmt: skip
    assert imported.flow["nodes"][1]["branches"][0]["when"] == expected


def choice(condition: str) -> tuple[str, ...]:
    return (
        START, gateway(XOR, "x", "x-b"), task("a"), task("b"), END, chain("s", "x"),
        way("x", "a", condition), way("x", "b"), chain("a", "e"), chain("b", "e"),
    )  # fmt: skip


def between(element: str) -> tuple[str, ...]:
    return (START, element, END, chain("s", "o", "e"))


@pytest.mark.parametrize(
    ("parts", "why"),
    [
        (between('<scriptTask id="o"/>'), "it runs code"),
        (between('<serviceTask id="o"/>'), "it calls a program"),
        (between('<receiveTask id="o"/>'), "it waits for a message"),
        (between('<eventBasedGateway id="o"/>'), "the first of several events"),
        (between('<subProcess id="o" triggeredByEvent="true"/>'), "not read"),
        (between('<callActivity id="o" calledElement="elsewhere"/>'), "not in the file"),
        (between(task("o", startQuantity="2")), "startQuantity"),
        ((START, END, task("a"), chain("s", "e")), "never be reached"),
        ((START, START.replace('"s"', '"s2"'), END, chain("s", "e")), "2 start events"),
        ((START, way("s", "gone")), "leads to or from nothing"),
        (choice("${!(a > b)}"), "not a plain comparison"),
        (choice("${service.check(a)}"), "not a plain comparison"),
        (choice("${a > 1 || a == 'x'}"), "used as number and as text"),
        (
            (
                START, gateway(AND, "o"), gateway(AND, "f"), task("a"), task("b"), task("c"),
                gateway(AND, "j"), END, chain("s", "o", "f", "a", "b", "j", "e"), chain("f", "b"),
                chain("o", "c", "j"),
            ),
            "meet there without a join",
        ),
        (
            (
                START, gateway(XOR, "f", "f-b"), task("a"), task("b"), gateway(AND, "j"), END,
                way("s", "f"), way("f", "a", "${x}"), chain("f", "b", "j", "e"), chain("a", "j"),
            ),
            "did not fork together",
        ),
        (
            (
                START, gateway(XOR, "x", "x-b"), task("a"), task("b"), END, way("s", "x"),
                way("x", "a", "${l}"), way("x", "b"), chain("a", "b"), chain("b", "y"),
                gateway(XOR, "y", "y-e"), way("y", "a", "${r}"), way("y", "e"),
            ),
            "entered in more than one place",
        ),
        (
            (START, gateway(AND, "f"), task("a"), END, chain("s", "f", "a", "e"),
             '<endEvent id="t"><terminateEventDefinition/></endEvent>', chain("f", "t")),
            "cut short",
        ),
    ],
)  # fmt: skip
def test_what_has_no_exact_meaning_is_refused(parts: tuple[str, ...], why: str) -> None:
    with pytest.raises(Refused, match=why):
        import_bpmn(bpmn(*parts))


BOMB = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">&b;</definitions>"""
FOREIGN = b'<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]><d>&f;</d>'


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (BOMB, "document type"),
        (FOREIGN, "document type"),
        (b"", "not XML"),
        (b"<a>" * 100 + b"</a>" * 100, "too many elements, or too deep"),
        (b"<a>" + b"<b/>" * 60_000 + b"</a>", "too many elements"),
        (b" " * 2_000_001, "larger than 2 MB"),
        (b"<a/>", "not BPMN"),
    ],
)
def test_hostile_files_are_refused(data: bytes, why: str) -> None:
    with pytest.raises(Refused, match=why):
        import_bpmn(data)


@pytest.mark.django_db
def test_a_run_that_does_not_end_says_so() -> None:
    imported = of(*APPROVAL)
    with pytest.raises(Refused, match="does not end"):
        ran(imported, limit=9)
