"""``./huiliu import-bpmn FILE``: a flow of another system as documents of Huiliu, or run at once.

User tasks, gateways, loops, multi-instance and timers are read; anything else is refused with its
reason. Printed are the form and the flow; ``--app`` saves them there as drafts instead."""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

from huiliu.server.cli.places import fail, load_django, say, use_data


def run(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    try:
        data = Path(options.file).read_bytes()
        trace = Path(options.run).read_text() if options.run else ""
    except OSError as error:
        return fail(f"{error.filename}: {error.strerror}")
    if options.run:
        with tempfile.TemporaryDirectory(prefix="huiliu-bpmn-") as folder:
            return _run(options, data, trace, folder)
    use_data(options.data)
    load_django()
    return _import(options, data)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="./huiliu import-bpmn", description=__doc__)
    parser.add_argument("file", help="BPMN 2.0 XML")
    parser.add_argument("--process", default="", help="its id, if the file has several")
    parser.add_argument("--form", default="", help="the key of the form")
    parser.add_argument("--run", metavar="TRACE.json", help="execute it, print the tasks' names")
    parser.add_argument("--app", help="save the drafts in this app")
    parser.add_argument("--data", help="where the data of the app is")
    return parser


def _import(options: argparse.Namespace, data: bytes) -> int:
    from workflow_engine.bpmn import Refused, import_bpmn

    try:
        found = import_bpmn(data, process=options.process, form=options.form)
    except Refused as error:
        return fail(str(error))
    for note in found.notes:
        print(f"huiliu: {note}", file=sys.stderr)
    if options.app:
        return _save(options.app, [found.form, found.flow])
    say(json.dumps([found.form, found.flow], ensure_ascii=False, indent=1))
    return 0


def _save(app_key: str, documents: list[dict[str, Any]]) -> int:
    """As drafts that are new: what is there already is never written over."""
    from huiliu.core import ports
    from huiliu.core.errors import HuiliuError
    from huiliu.core.transactions import run_in_transaction
    from huiliu.design import api as design
    from huiliu.org import api as org

    workspace = org.Workspace.objects.order_by("id").values_list("id", flat=True).first()
    try:
        app = ports.documents().app(workspace or 0, app_key)
        by = ports.org().actor(ports.org().administrators(app.workspace_id)[0])

        def save() -> None:
            for one in documents:
                design.drafts.save(by, app, one["kind"], one["id"], one, 0)

        run_in_transaction(save)
    except HuiliuError as error:
        return fail(f"not saved: {error.message('en')}")
    say(f"saved as drafts in {app_key}: {', '.join(one['id'] for one in documents)}")
    return 0


def _run(options: argparse.Namespace, data: bytes, trace: str, folder: str) -> int:
    """In a database of its own that is thrown away: nothing of the installation is touched."""
    os.environ["HUILIU_DATA"] = folder
    for name in ("HUILIU_DATABASE_URL", "HUILIU_REDIS_URL"):
        os.environ[name] = ""
    load_django()
    from django.core.management import call_command
    from pydantic import ValidationError

    from huiliu.core.errors import HuiliuError
    from workflow_engine.bpmn import import_bpmn
    from workflow_engine.bpmn.headless import run as run_headless
    from workflow_engine.bpmn.trace import Trace

    try:
        found = import_bpmn(data, process=options.process, form=options.form)
        told = Trace.model_validate_json(trace)
        call_command("migrate", "workflow_engine", verbosity=0)
        names = run_headless(found, told)
    except HuiliuError as error:
        return fail(error.message("en"))
    except ValidationError as error:
        return fail(f"{options.run}: {error}")
    for name in names:
        say(name)
    return 0
