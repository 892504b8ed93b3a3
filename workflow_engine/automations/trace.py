"""What an automation did, for who designs it: values are shown only as far as they may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC
from typing import Any

from huiliu.core import ports
from huiliu.core.access import Access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.errors import HuiliuError
from huiliu.core.forms import FormShape
from huiliu.core.text import LANGUAGES
from workflow_engine.automations.in_words import InWords
from workflow_engine.automations.models import Run
from workflow_engine.automations.plan import AppAutomations, AutomationPlan, automations_of
from workflow_engine.automations.run import subject_of
from workflow_engine.automations.said import said
from workflow_engine.automations.seeing import named
from workflow_engine.automations.sights import (
    SeenRecord,
    Sight,
    seen_records,
    sees_everywhere,
    sight_through,
)
from workflow_engine.automations.typed import of_values_json, values_json
from workflow_engine.behind import sees_all

MAX_LIMIT = 1000


@dataclass(frozen=True)
class Page:
    items: list[dict[str, Any]]
    next: str | None


def runs(
    app: AppRef,
    key: str,
    *,
    actor: Actor,
    limit: int = 50,
    before: int | None = None,
    outcome: str = "",
) -> Page:
    """The newest first. ``before`` is the id of the last run of the page before."""
    limit = max(1, min(limit, MAX_LIMIT))
    rows = Run.objects.filter(app_id=app.id, automation=key).order_by("-id")
    if outcome:
        rows = rows.filter(outcome=outcome)
    if before is not None:
        rows = rows.filter(pk__lt=before)
    found = list(rows[: limit + 1])
    following = str(found[limit - 1].pk) if len(found) > limit else None
    reader = _Reader(app, actor, automations_of(app))
    return Page(reader.all(found[:limit]), following)


def rehearsal(app: AppRef, found: dict[str, Any], *, actor: Actor) -> dict[str, Any]:
    """A dry run, shown as a run is."""
    plan: AutomationPlan = found["plan"]
    record, error = found["subject"], found["error"]
    reader = _Reader(app, actor, automations_of(app), {plan.key: plan})
    told = said(error) if isinstance(error, HuiliuError) else None
    run = Run(
        pk=0,
        automation=plan.key,
        version=plan.version,
        form=record.form,
        record_id=record.id,
        subject=None if record.form else values_json(record.values),
        by=actor.member_id,
        event="dry_run",
        at=ports.clock().now(),
        outcome="failed" if told else found.get("outcome", "failed"),
        seen=found.get("seen", []),
        steps=found.get("steps", []),
        error=told,
    )
    return {**reader.all([run])[0], "changes": found.get("changes", [])}


@dataclass
class _Reader:
    """One reader of traces, and what they may see of each form."""

    app: AppRef
    actor: Actor
    automations: AppAutomations
    plans: dict[str, AutomationPlan] = field(default_factory=dict)

    def all(self, found: list[Run]) -> list[dict[str, Any]]:
        about: dict[str, set[int]] = {}
        for run in found:
            if run.form:
                about.setdefault(run.form, set()).add(run.record_id)
        seen = {form: seen_records(self.app, form, ids, self.actor) for form, ids in about.items()}
        return [self._one(run, seen.get(run.form, {}).get(run.record_id)) for run in found]

    def _one(self, run: Run, record: SeenRecord | None) -> dict[str, Any]:
        plan = self.plans.get(run.automation) or self.automations.by_key.get(run.automation)
        form = plan.form if plan else None
        sight = self._sight(run, plan, record)
        say = InWords(form, self.automations.shapes, self.actor.language)
        seen = [_term(term, sight) for term in run.seen]
        error = self._error(run.error, form, sight)
        steps = [{**line, "error": self._error(line["error"], form, sight)} for line in run.steps]
        return {
            "id": str(run.pk),
            "at": run.at.astimezone(UTC).isoformat().replace("+00:00", "Z"),
            "event": run.event,
            "version": run.version,
            "record": {"id": record.uid, "title": record.title} if record else None,
            "about": self._about(run, plan, sight),
            "outcome": run.outcome,
            "text": say.run(run.outcome, seen, error or _first(steps)),
            "error": error,
            "seen": [{**term, "text": say.term(term)} for term in seen],
            "steps": [{**line, "text": say.step(line)} for line in steps],
        }

    def _about(self, run: Run, plan: AutomationPlan | None, sight: Sight | None) -> str:
        """Of which group a balance or total is, as far as its reader may know."""
        if plan is None or sight is None or plan.trigger.line(plan.document.trigger) is None:
            return ""
        values = of_values_json(plan.form.fields, run.subject or {})
        own = [one for path, one in plan.form.fields.items() if not one.is_computed and sight(path)]
        words = (named(values.get(one.path), one, self.app) for one in own)
        return " · ".join(word for word in words if word)

    def _sight(
        self, run: Run, plan: AutomationPlan | None, record: SeenRecord | None
    ) -> Sight | None:
        """Which paths of what set the run off the reader sees; None: nothing of it."""
        if not run.form and plan is not None and not plan.is_about_records:
            values = of_values_json(plan.form.fields, run.subject or {})
            subject = subject_of(self.app, plan, values, run.by)
            access = plan.trigger.sight(plan.document.trigger, self.actor, subject)
            return self._through(plan, access) if access is not None else None
        if record is None or plan is None:
            return None
        return self._through(plan, record.access)

    def _through(self, plan: AutomationPlan, access: Access) -> Sight:
        return sight_through(plan.form, access, self.automations.shapes, self._sees_all_of)

    def _sees_all_of(self, form: str, path: str) -> bool:
        """A field behind a reference, of whichever record."""
        return sees_everywhere(self.actor, self.app, form, path)

    def _error(
        self, error: dict[str, Any] | None, form: FormShape | None, sight: Sight | None
    ) -> dict[str, Any] | None:
        """The words of a refusal may hold any value of the record that it is about: only its code
        is told to who may not see all of them."""
        if error is None:
            return None
        whole = error.get("whole")
        if whole is not None:
            shape = self.automations.shapes(error["form"]) if error["form"] else None
            knows = shape is not None and sees_all(self.actor, self.app, shape)
            return {"code": error["code"], **_languages(whole if knows else error)}
        if form is not None and sight is not None and all(map(sight, form.fields)):
            return {"code": error["code"], **_languages(error)}
        return {"code": error["code"], **dict.fromkeys(LANGUAGES, error["code"])}


def _languages(words: Mapping[str, Any]) -> dict[str, str]:
    return {one: words[one] for one in LANGUAGES}


def _first(steps: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((line["error"] for line in steps if line["error"] is not None), None)


def _term(term: dict[str, Any], sight: Sight | None) -> dict[str, Any]:
    """That a term failed may be known; what it saw only by whom the field is shown to."""
    if "against" in term and (sight is None or not sight(term["value"]["field"])):
        term = {key: value for key, value in term.items() if key != "against"}
    if sight is not None and sight(term["field"]):
        return {**term, "hidden": False}
    return {**term, "saw": None, "hidden": True}
