"""Stops a writer whose form was published anew meanwhile, if its values are kept elsewhere now.

An older plan may finish its write otherwise: a publish only adds, so nothing it knows is gone.
"""

from __future__ import annotations

from form_engine.layout import columns_by_path
from form_engine.models import FormVersion
from form_engine.plan import Plan
from form_engine.storage import Storage
from huiliu.core.errors import Conflict


class FormChanged(Conflict):
    """What was entered belongs to a field that is of another kind now."""

    code = "form_changed"
    words = {
        "zh-CN": "表单刚刚更新，请刷新后重新填写。",
        "en": "The form was just updated. Reload and enter the values again.",
    }


def require_same_columns(plan: Plan) -> None:
    row = FormVersion.objects.filter(form_id=plan.form_id).order_by("-number").first()
    if row is None:
        raise FormChanged
    now = columns_by_path(Storage.of_json(row.storage))
    for path, (table, column) in columns_by_path(plan.storage).items():
        if path in now and now[path] != (table, column):
            raise FormChanged
