"""Publishes a flow: one immutable row, and a pointer to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from huiliu.core import ports
from huiliu.core.actor import AppRef
from huiliu.core.documents import InvalidDocument
from huiliu.core.ports import Problem
from workflow_engine import compiled
from workflow_engine.card import in_rows
from workflow_engine.current import may_change
from workflow_engine.document import FlowDocument
from workflow_engine.form_paths import of_form
from workflow_engine.models import CurrentFlow, FlowDefinition, digest_of
from workflow_engine.node_type import NodeConfig
from workflow_engine.permitted import not_in_lists, with_actions
from workflow_engine.problems import problems
from workflow_engine.rights import has_rights


class FlowPublisher:
    """``huiliu.core.ports.Publisher`` for documents of kind ``flow``."""

    def validate(self, app: AppRef, key: str, content: Mapping[str, Any]) -> list[Problem]:
        try:
            document = FlowDocument.parse(content)
        except InvalidDocument as error:
            return error.problems
        return [
            *problems(document, of_form(app, document.form)),
            *_another_flow(app, key, document.form),
        ]

    def prepare(self, app: AppRef, key: str, n: int, content: Mapping[str, Any]) -> None:
        """Nothing to do before the transaction: a flow needs no tables of its own."""

    def flip(
        self, app: AppRef, key: str, n: int, content: Mapping[str, Any], prepared: Any
    ) -> None:
        """New documents take this version; running ones keep theirs."""
        document = FlowDocument.parse(content)
        definition = _stored(app, key, n, document, content)
        may_change(app, document.form)
        CurrentFlow.objects.update_or_create(
            app_id=app.id, key=key, defaults={"form": document.form, "definition": definition}
        )
        compiled.get(definition.class_name)

    def retire(self, app: AppRef, key: str) -> None:
        """New documents need no approval; what runs goes on as it began."""
        found = CurrentFlow.objects.filter(app_id=app.id, key=key)
        for form in found.values_list("form", flat=True):
            may_change(app, form)
        found.delete()


def _stored(
    app: AppRef, key: str, n: int, document: FlowDocument, content: Mapping[str, Any]
) -> FlowDefinition:
    titles = {id: dict(node.title) for id, node in document.by_id.items() if node.title}
    actions = {
        id: {"actions": found.as_json(), **_in_lists(node), "card": in_rows(node)}
        for id, node in document.by_id.items()
        if (found := with_actions(node))
    }
    rights = {id: dict(node.fields) for id, node in document.by_id.items() if has_rights(node)}
    definition, _ = FlowDefinition.objects.get_or_create(
        app_id=app.id,
        key=key,
        version=n,
        defaults={
            "workspace_id": app.workspace_id,
            "form": document.form,
            "title": dict(document.title),
            "node_titles": titles,
            "node_rights": rights,
            "node_actions": actions,
            "content": dict(content),
            "digest": digest_of(content),
            "created_at": ports.clock().now(),
        },
    )
    return definition


def _in_lists(node: NodeConfig) -> dict[str, Any]:
    refusal = not_in_lists(node)
    return {"batch": refusal is None, "one_by_one": refusal.reason if refusal else ""}


def _another_flow(app: AppRef, key: str, form: str) -> list[Problem]:
    other = CurrentFlow.objects.filter(app_id=app.id, form=form).exclude(key=key).first()
    if other is None:
        return []
    words = {
        "zh-CN": "表单“{form}”已有审批流程“{flow}”",
        "en": 'The form "{form}" has the flow "{flow}" already',
    }
    return [Problem("form", "form_has_flow", words, {"form": form, "flow": other.key})]


publisher = FlowPublisher()
