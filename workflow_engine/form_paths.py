"""The form a flow is about, as far as checking a design needs it: which paths it has."""

from __future__ import annotations

from dataclasses import dataclass

from huiliu.core.actor import AppRef
from huiliu.core.forms import FieldShape, FormShape, Shapes, find_path, published_shapes


@dataclass(frozen=True)
class FormPaths:
    form: FormShape
    shapes: Shapes
    app: AppRef | None = None
    """None in tests of a single node: then nothing outside the form is asked."""

    def find(self, path: str) -> FieldShape | None:
        """The field at a path, through references (``warehouse.manager``)."""
        return find_path(self.form, path, self.shapes)

    def has(self, path: str) -> bool:
        """One of the form's own fields or columns: what rights can be given on."""
        return path in self.form.fields


def of_form(app: AppRef, form: str) -> FormPaths | None:
    """None when there is no such form."""
    shapes = published_shapes(app)
    shape = shapes(form)
    return FormPaths(shape, shapes, app) if shape else None
