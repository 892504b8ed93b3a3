"""A whole story, from the empty database to the last comparison."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from tests.acceptance.player import invariants, playing
from tests.acceptance.player.expecting import Difference
from tests.acceptance.player.server import Place
from tests.acceptance.player.setting_up import set_up
from tests.acceptance.player.stage import Stage
from tests.acceptance.player.story import Story

Say = Callable[[str], None]


@dataclass
class Result:
    """Differences by number of the step; by words for what comes after the last one."""

    steps: dict[int, list[Difference]] = field(default_factory=dict)
    afterwards: dict[str, list[Difference]] = field(default_factory=dict)

    @property
    def matched(self) -> bool:
        return not any(self.steps.values()) and not any(self.afterwards.values())


def perform(
    story: Story, place: Place, say: Say, *, variant: str = "", until: int | None = None
) -> Result:
    """``variant``: by its name in the story, with other costs; its states differ, so nothing is
    looked at before the end. ``until``: the last step that is played."""
    began = time.monotonic()
    stage = set_up(story, place, _settings(variant))
    stage.only_the_end = bool(variant)
    say(f"  company ready in {time.monotonic() - began:.1f} s")
    result = Result()
    try:
        _play(stage, story, say, result, variant, until)
    finally:
        stage.staff.close()
        stage.admin.close()
    for note in stage.notes:
        say(f"  note · {note}")
    return result


def _play(
    stage: Stage, story: Story, say: Say, result: Result, variant: str, until: int | None
) -> None:
    seen = playing.look(stage)
    for step in story["steps"]:
        if until is not None and step["no"] > until:
            return
        began = time.monotonic()
        if variant:
            found = playing.act_only(stage, step)
        else:
            found, seen = playing.play(stage, step, seen)
        result.steps[step["no"]] = found
        took = time.monotonic() - began
        say(f"{_mark(found)} {step['no']:>3} {step['op']} {step['title']} ({took:.1f} s)")
        tell(say, str(step["no"]), found)
    _finish(stage, story, say, result, variant, seen)


def _finish(
    stage: Stage, story: Story, say: Say, result: Result, variant: str, seen: playing.Seen
) -> None:
    from tests.acceptance.player import permission_checks, reports

    result.afterwards["ledgers"] = invariants.ledgers_are_their_entries(stage)
    if variant:
        expected = story["variants"][variant]
        state = playing.look(stage).state
        result.afterwards[variant] = reports.variant_differences(stage, expected, state)
    else:
        expected = story.get("final_reports", {})
        result.afterwards["final_reports"] = reports.differences(stage, expected)
        checks = story.get("permission_checks", [])
        result.afterwards["permission_checks"] = permission_checks.differences(stage, checks)
    for part, found in result.afterwards.items():
        say(f"{_mark(found)}     {part}")
        tell(say, part, found)


def tell(say: Say, where: str, found: Iterable[Difference]) -> None:
    for path, expected, got in found:
        say(f"    {where} · {path} · {expected} · {got}")


def _mark(found: list[Difference]) -> str:
    return "✗" if found else "✓"


def _settings(variant: str) -> dict[str, str]:
    """``cost_scope=warehouse,method=mwa`` as settings of a company."""
    pairs = (part.split("=", 1) for part in variant.split(",") if part)
    return {("cost_method" if k == "method" else k): v for k, v in pairs}
