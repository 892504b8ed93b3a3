"""What is made at the first start and never shipped: the secret key, the first administrator, the
tables, and if wanted the demo company."""

from __future__ import annotations

import importlib
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from huiliu.server.cli.progress import Counted

Say = Callable[[str], None]
ZONE = "Asia/Shanghai"
_INSTALLED = "installed"
"""The demo company is whole: it is not looked at again, nor brought back once it was deleted."""


def make_secret_key(data: Path) -> None:
    if os.environ.get("HUILIU_SECRET_KEY"):
        return
    try:
        file = os.open(data / "secret-key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(file, "w") as out:
        out.write(secrets.token_urlsafe(48))


def demo_wanted(data: Path, given: bool | None, *, ask: Callable[[], bool]) -> bool:
    """Answered once and kept. In demo mode visitors sign in as the demo people with one click."""
    file = data / "demo"
    kept = file.read_text().strip() if file.is_file() else ""
    if given is None and kept:
        given = kept != "no"
    wanted = ask() if given is None else given
    if not (wanted and kept == _INSTALLED):
        file.write_text("yes\n" if wanted else "no\n")
    if wanted:
        os.environ["HUILIU_DEMO"] = "1"
    return wanted


def migrate(say: Say) -> None:
    """Only when there is something to do: asking costs a tenth of doing nothing."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if plan:
        say(f"Preparing the database ({len(plan)} steps) …")
        call_command("migrate", interactive=False, verbosity=0)


def prepare(data: Path, *, demo: bool, say: Say) -> str | None:
    """The first administrator's password, the first time."""
    from huiliu.org import api as org

    made = org.make_first_administrator()
    _check_ledgers_nightly()
    if demo:
        _install_demo(data, say)
    return made[1] if made is not None else None


def _check_ledgers_nightly() -> None:
    """Balances against the sums of their entries, while the company sleeps."""
    from huiliu.ledgers.api import CHECK_JOB
    from huiliu.org import api as org
    from huiliu.server.jobs import api as jobs

    for workspace in org.Workspace.objects.values_list("pk", flat=True):
        jobs.schedule(
            CHECK_JOB, CHECK_JOB, {}, cron="17 3 * * *", time_zone=ZONE, workspace_id=workspace
        )


def _install_demo(data: Path, say: Say) -> None:
    """Once; an install that was killed goes on where it stopped."""
    from huiliu.core import ports
    from huiliu.core.errors import HuiliuError
    from huiliu.notify import api as notify
    from huiliu.org import api as org

    workspace = org.Workspace.objects.order_by("id").first()
    file = data / "demo"
    if workspace is None or (file.is_file() and file.read_text().strip() == _INSTALLED):
        return
    say("Installing the demo company 进销存 with sample data …")
    admin = ports.org().actor(ports.org().administrators(workspace.pk)[0])
    templates = importlib.import_module("templates_library.api")
    try:
        templates.install("jxc", actor=admin, sample_data=True, progress=Counted("records"))
    except HuiliuError as error:  # such as an app of one's own with that key
        say(f"  {error.message('en')}")
        return
    notify.mark_read_by_all(workspace.pk)
    file.write_text(f"{_INSTALLED}\n")
