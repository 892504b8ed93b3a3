"""A company about to install the template of a small shop, on the real engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from huiliu.core import ports
from huiliu.core.access import system_access
from huiliu.core.actor import Actor, AppRef
from huiliu.core.conditions import Condition
from huiliu.core.records import Record
from huiliu.org import api as org

TEMPLATES = Path(__file__).parent / "templates"


@pytest.fixture(autouse=True)
def _own_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUILIU_TEMPLATES", str(TEMPLATES))
    monkeypatch.setenv("HUILIU_DEMO", "1")


@pytest.fixture
def admin(db: None) -> Actor:
    login, _ = org.make_first_administrator() or ("", "")
    return org.actor_of(org.Account.objects.get(login=login).pk)


def records(app: AppRef, form: str, actor: Actor, limit: int = 100) -> list[Record]:
    access = system_access(actor, form)
    return ports.records().find(app, form, Condition(), access=access, limit=limit)
