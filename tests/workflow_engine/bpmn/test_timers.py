"""Timers: dates, cycles, those that let their task go on, and limits of sub-processes; links."""

from __future__ import annotations

from typing import Any

import pytest

from tests.support.bpmn import END, START, bpmn, chain, gateway, task
from workflow_engine.bpmn import Imported, Refused, import_bpmn
from workflow_engine.bpmn.headless import run
from workflow_engine.bpmn.trace import Trace

END2 = '<endEvent id="e2"/>'


def boundary(timer: str, *, on: str = "a", id_: str = "t", goes_on: bool = False) -> str:
    """An event called TIME."""
    how = ' cancelActivity="false"' if goes_on else ""
    return (
        f'<boundaryEvent id="{id_}" name="{id_.upper()}" attachedToRef="{on}"{how}>'
        f"<timerEventDefinition>{timer}</timerEventDefinition></boundaryEvent>"
    )


def between(timer: str) -> str:
    return (
        f'<intermediateCatchEvent id="t" name="T"><timerEventDefinition>{timer}'
        "</timerEventDefinition></intermediateCatchEvent>"
    )


def ran(parts: tuple[str, ...] | Imported, **trace: Any) -> list[str]:
    imported = parts if isinstance(parts, Imported) else import_bpmn(bpmn(*parts))
    return run(imported, Trace.model_validate(trace))


HOUR = "<timeDuration>PT1H</timeDuration>"
WAIT = (START, task("a"), "{}", task("b"), END, chain("s", "a", "t", "b", "e"))


def waiting(timer: str) -> Imported:
    return import_bpmn(bpmn(*(part.format(between(timer)) for part in WAIT)))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("timer", "wait", "notes"),
    [
        (
            "<timeDate>2026-12-31T18:00:00+08:00</timeDate>",
            {"moment": "2026-12-31T18:00:00+08:00"},
            [],
        ),
        (
            "<timeDate>2026-12-31T18:00:00</timeDate>",
            {"moment": "2026-12-31T18:00:00+00:00"},
            ["intermediateCatchEvent 'T' names no time zone: its date is read as UTC"],
        ),
        (
            "<timeCycle>R3/PT10M</timeCycle>",
            {"minutes": 10},
            ["intermediateCatchEvent 'T' rings once: what it waits for is over then"],
        ),
    ],
)
def test_a_date_and_a_cycle_are_waited_for(timer: str, wait: Any, notes: list[str]) -> None:
    imported = waiting(timer)
    assert wait.items() <= imported.flow["nodes"][2].items()
    assert imported.notes == notes
    assert ran(imported) == ["A", "B"]


@pytest.mark.parametrize(
    ("timer", "why"),
    [
        ("<timeDate>soon</timeDate>", "the date 'soon' is not read"),
        ("<timeCycle>0 0 9 * * ?</timeCycle>", "the cycle '0 0 9 \\* \\* \\?' is not read"),
        ("<timeCycle>R3/2026-01-01T00:00:00Z/PT1H</timeCycle>", "is not read"),
        ("<timeCycle>R3/P1Y</timeCycle>", "the duration 'P1Y' is not read"),
        ("", "its timer says neither how long, nor when, nor how often"),
    ],
)
def test_what_is_no_time_is_refused(timer: str, why: str) -> None:
    with pytest.raises(Refused, match=why):
        waiting(timer)


BESIDE = (
    START, task("a"), task("b"), task("c"), END, END2,
    chain("s", "a", "b", "e"), chain("t", "c", "e2"),
)  # fmt: skip


@pytest.mark.django_db
def test_a_timer_that_lets_its_task_go_on() -> None:
    parts = (*BESIDE, boundary(HOUR, goes_on=True))
    assert ran(parts) == ["A", "B"]
    assert ran(parts, late=["A"]) == ["A", "C", "B"]
    assert ran(parts, order=["T", "C"]) == ["C", "A", "B"]
    assert ran(parts, order=["T", "A", "B"]) == ["A", "B", "C"]
    with pytest.raises(Refused, match="open is B"):
        ran(parts, order=["A", "T"])


@pytest.mark.django_db
def test_a_cycle_rings_again_and_again() -> None:
    parts = (*BESIDE, boundary("<timeCycle>R2/PT1H</timeCycle>", goes_on=True))
    assert ran(parts, order=["T", "C", "T"]) == ["C", "A", "C", "B"]
    assert ran(parts, order=["T", "T"]) == ["A", "C", "C", "B"]
    assert ran(parts, order=["T", "A"]) == ["A", "C", "B"]


@pytest.mark.parametrize("cycle", ["R/PT1H", "R0/PT1H", "R21/PT1H"])
def test_a_cycle_without_end_beside_a_task_is_refused(cycle: str) -> None:
    with pytest.raises(Refused, match="rings without end or more than 20 times"):
        import_bpmn(bpmn(*BESIDE, boundary(f"<timeCycle>{cycle}</timeCycle>", goes_on=True)))


@pytest.mark.django_db
def test_a_timer_that_nothing_follows_is_left_out_and_told() -> None:
    imported = import_bpmn(bpmn(
        START, task("a"), END, END2, chain("s", "a", "e"), chain("t", "e2"),
        boundary(HOUR, goes_on=True),
    ))  # fmt: skip
    assert imported.notes == ["userTask 'A': nothing follows its timer, so it is left out"]
    assert ran(imported) == ["A"]


def test_a_way_of_its_own_that_joins_others_is_refused() -> None:
    with pytest.raises(Refused, match="its way leads to userTask 'B', which others lead to"):
        import_bpmn(bpmn(
            START, task("a"), task("b"), task("c"), END, chain("s", "a", "b", "e"),
            chain("t", "c", "b"), boundary(HOUR, goes_on=True),
        ))  # fmt: skip


def test_one_inside_ways_that_meet_again_is_refused() -> None:
    with pytest.raises(Refused, match="userTask 'A': its timer lets it go on, and the ways"):
        import_bpmn(bpmn(
            START, gateway("parallel", "f"), task("a"), task("b"), gateway("parallel", "j"),
            task("c"), END, END2, chain("s", "f", "a", "j", "e"), chain("f", "b", "j"),
            chain("t", "c", "e2"), boundary(HOUR, goes_on=True),
        ))  # fmt: skip


INNER = START + task("x") + task("y") + END + chain("s", "x", "y", "e")
SUB = (
    START, f'<subProcess id="a" name="Inside">{INNER}</subProcess>', task("b"), task("c"), END,
    END2, chain("s", "a", "b", "e"), chain("t", "c", "e2"),
)  # fmt: skip


@pytest.mark.django_db
def test_the_time_limit_of_a_sub_process() -> None:
    parts = (*SUB, boundary(HOUR))
    assert ran(parts) == ["X", "Y", "B"]
    assert ran(parts, late=["X"]) == ["C"]
    assert ran(parts, late=["Y"]) == ["X", "C"]


@pytest.mark.django_db
def test_a_timer_beside_a_sub_process() -> None:
    parts = (*SUB, boundary(HOUR, goes_on=True))
    assert ran(parts, order=["X", "T", "C"]) == ["X", "C", "Y", "B"]


@pytest.mark.django_db
def test_the_first_of_two_time_limits() -> None:
    day = "<timeDate>2026-01-02T00:00:00Z</timeDate>"
    parts = (
        START, task("a"), task("b"), task("c"), task("d"), END, END2, '<endEvent id="e3"/>',
        chain("s", "a", "b", "e"), chain("t", "c", "e2"), chain("u", "d", "e3"),
        boundary(HOUR), boundary(day, id_="u"),
    )  # fmt: skip
    assert ran(parts) == ["A", "B"]
    assert ran(parts, late=["A"]) == ["C"]
    assert ran(parts, order=["U"]) == ["D"]


@pytest.mark.django_db
def test_the_time_limit_of_a_task_that_is_done_several_times() -> None:
    loop = '<standardLoopCharacteristics loopMaximum="3"/>'
    parts = (
        START, task("a", loop), task("b"), task("c"), END, END2, chain("s", "a", "b", "e"),
        chain("t", "c", "e2"), boundary(HOUR),
    )  # fmt: skip
    assert ran(parts) == ["A", "A", "A", "B"]
    assert ran(parts, order=["A", "T"]) == ["A", "C"]


@pytest.mark.django_db
def test_a_limit_and_a_reminder() -> None:
    parts = (
        START, task("a"), task("b"), task("c"), task("d"), END, END2, '<endEvent id="e3"/>',
        chain("s", "a", "b", "e"), chain("t", "c", "e2"), chain("u", "d", "e3"),
        boundary("<timeDuration>P1D</timeDuration>"), boundary(HOUR, id_="u", goes_on=True),
    )  # fmt: skip
    assert ran(parts, order=["U", "D", "A"]) == ["D", "A", "B"]
    assert ran(parts, order=["U", "D"], late=["A"]) == ["D", "C"]


@pytest.mark.django_db
def test_links_are_ways_in_two_pieces() -> None:
    link = '<{0} id="{1}"><linkEventDefinition name="L"/></{0}>'
    imported = import_bpmn(bpmn(
        START, task("a"), link.format("intermediateThrowEvent", "from"),
        link.format("intermediateCatchEvent", "to"), task("b"), END,
        chain("s", "a", "from"), chain("to", "b", "e"),
    ))  # fmt: skip
    assert ran(imported) == ["A", "B"]


def test_a_link_that_leads_nowhere_is_refused() -> None:
    inside = '<linkEventDefinition name="X"/>'
    link = f'<intermediateThrowEvent id="l" name="L">{inside}</intermediateThrowEvent>'
    with pytest.raises(Refused, match="intermediateThrowEvent 'L': its link leads nowhere"):
        import_bpmn(bpmn(START, link, chain("s", "l")))


@pytest.mark.django_db
def test_what_follows_a_multi_merge_is_done_for_each_way() -> None:
    imported = import_bpmn(bpmn(
        START, gateway("parallel", "f"), task("a"), task("b"), gateway("exclusive", "m"),
        task("c"), END, chain("s", "f", "a", "m", "c", "e"), chain("f", "b", "m"),
    ))  # fmt: skip
    assert ran(imported) == ["A", "B", "C", "C"]
    assert ran(imported, order=["A", "C", "B", "C"]) == ["A", "C", "B", "C"]
    (note,) = imported.notes
    assert note.startswith("exclusiveGateway 'm': ways that run at once meet there without a join")
