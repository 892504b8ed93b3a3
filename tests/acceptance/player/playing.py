"""Plays one step: sets the clock, acts, looks, and says every difference."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import tests.acceptance.player.ops.everything  # noqa: F401 (registers the operations)
from tests.acceptance.people import Refused
from tests.acceptance.player import alerts, answers, documents, invariants, state, vouchers
from tests.acceptance.player.amounts import dec, money
from tests.acceptance.player.expecting import Difference, compare, shaped, without_empty_stock
from tests.acceptance.player.labels import Doc
from tests.acceptance.player.ops.registry import OPERATIONS
from tests.acceptance.player.people import Person
from tests.acceptance.player.stage import Stage
from tests.acceptance.player.story import Step
from tests.acceptance.player.traces import Trace, left_by


@dataclass
class Outcome:
    """``code`` of a refusal; ``problem``: why it could not even be tried."""

    docs: list[Doc] = field(default_factory=list)
    code: str = ""
    problem: str = ""
    body: dict[str, Any] = field(default_factory=dict)

    @property
    def words(self) -> str:
        return self.problem or ("rejected" if self.code else "ok")


@dataclass
class Seen:
    """How things stood after the step before."""

    state: dict[str, Any]
    vouchers: dict[str, vouchers.Voucher]


def look(stage: Stage) -> Seen:
    return Seen(state.read(stage), vouchers.read(stage))


def play(stage: Stage, step: Step, before: Seen) -> tuple[list[Difference], Seen]:
    expected = step["expect"]
    stage.set_clock(step["recorded_on"], step["no"])
    trace = left_by(stage) if expected["result"] == "rejected" else None
    outcome, found = _acted(stage, step)
    found += stage.lost
    after = look(stage)
    if trace is not None:
        found += _unchanged(stage, before, after, trace)
    found += _documents(stage, expected)
    found += _vouchers(stage, expected, before, after)
    found += _state(expected, after)
    found += alerts.differences(stage, expected, outcome.docs)
    found += _answers(stage, expected)
    found += invariants.violations(stage, after.state, after.vouchers)
    return found, after


def act_only(stage: Stage, step: Step) -> list[Difference]:
    """Whether it is done or refused as the story says, and nothing else."""
    stage.set_clock(step["recorded_on"], step["no"])
    _, found = _acted(stage, step)
    return found


def _acted(stage: Stage, step: Step) -> tuple[Outcome, list[Difference]]:
    stage.answers, stage.lost = {}, []
    expected = step["expect"]
    outcome = act(stage, stage.staff.person(step["actor"]), step["op"], step["inputs"])
    made = [*outcome.docs, *_downstream(stage, outcome.docs)]
    stage.labels.assign(list(expected.get("docs", {})), made)
    return outcome, _outcome(outcome, expected)


def act(stage: Stage, actor: Person, name: str, inputs: dict[str, Any]) -> Outcome:
    operation = OPERATIONS.get(name)
    if operation is None:
        return Outcome(problem=f"unknown operation {name}")
    try:
        return Outcome(docs=operation(stage, actor, inputs))
    except Refused as refused:
        return Outcome(code=str(refused.body.get("code") or refused.status), body=refused.body)
    except Exception as problem:  # whatever it is, it is this step's, and the others go on
        return Outcome(problem=f"{type(problem).__name__}: {problem}")


def _outcome(outcome: Outcome, expected: dict[str, Any]) -> list[Difference]:
    words = outcome.words
    if words == "rejected" and expected["result"] == "ok":
        why = {k: v for k, v in outcome.body.items() if k in ("message", "fields")}
        return [("result", "ok", f"rejected {outcome.code} {why}")]
    found = compare(expected["result"], words, "result")
    if expected["result"] == "rejected" and not outcome.problem:
        found += compare(expected["error_code"], outcome.code, "error_code")
    return found


def _downstream(stage: Stage, docs: list[Doc]) -> list[Doc]:
    """What followed from the documents by itself."""
    found = []
    for doc in docs:
        items = stage.observer.session.record(doc.form, doc.id, "/chain")["items"]
        found += [Doc(i["form"], i["id"], i["title"]) for i in items if i["level"] > 0]
    return found


def _unchanged(stage: Stage, before: Seen, after: Seen, trace: Trace) -> list[Difference]:
    """A refusal leaves no trace: neither in figures nor in documents nor in numbers."""
    found = compare(before.state, after.state, "unchanged.state")
    found += compare(sorted(before.vouchers), sorted(after.vouchers), "unchanged.vouchers")
    return found + compare(trace, left_by(stage), "unchanged.documents")


def _documents(stage: Stage, expected: dict[str, Any]) -> list[Difference]:
    return [
        difference
        for label, figures in expected.get("docs", {}).items()
        for difference in documents.differences(stage, label, figures)
    ]


def _vouchers(
    stage: Stage, expected: dict[str, Any], before: Seen, after: Seen
) -> list[Difference]:
    made = [one for id_, one in after.vouchers.items() if id_ not in before.vouchers]
    found = []
    if "vouchers" in expected:
        found += vouchers.differences(stage, expected["vouchers"], made)
    if "gl_change" in expected:
        change = {
            account: dec(after.state["gl"].get(account)) - dec(before.state["gl"].get(account))
            for account in after.state["gl"].keys() | before.state["gl"].keys()
        }
        got = {account: money(amount) for account, amount in sorted(change.items()) if amount}
        wanted = {account: v for account, v in expected["gl_change"].items() if dec(v)}
        found += compare(wanted, got, "gl_change")
    return found


def _state(expected: dict[str, Any], after: Seen) -> list[Difference]:
    wanted = shaped(expected.get("state", {}))
    got = {**after.state, "stock": without_empty_stock(after.state["stock"])}
    return [
        difference
        for part, value in wanted.items()
        for difference in compare(value, got.get(part), f"state.{part}")
    ]


_KNOWN = {
    "result", "error_code", "docs", "vouchers", "gl_change", "state", "alerts", "rejected_because",
}  # fmt: skip


def _answers(stage: Stage, expected: dict[str, Any]) -> list[Difference]:
    """Everything else a story expects was found out by the operation itself."""
    return [
        difference
        for part, value in expected.items()
        if part not in _KNOWN
        for difference in answers.differences(part, value, stage.answers.get(part))
    ]
