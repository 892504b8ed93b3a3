"""How long the template takes into an empty workspace, without sample data."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from bench.measure import ROOT, Row, environment

_CHILD = """
import django
django.setup()
import time
from django.core.management import call_command
from huiliu.core import ports
from huiliu.org import api as org
from templates_library.api import install

call_command("migrate", verbosity=0)
org.make_first_administrator()
workspace = org.Workspace.objects.get().pk
admin = ports.org().actor(ports.org().administrators(workspace)[0])
wall, cpu = time.perf_counter(), time.process_time()
install("jxc", actor=admin)
print(time.perf_counter() - wall, time.process_time() - cpu)
"""


def run(server: str) -> list[Row]:
    """On SQLite, as everybody starts: ``server`` is not used."""
    with tempfile.TemporaryDirectory() as folder:
        wall, cpu = _installed(Path(folder))
    figure = f"{wall:.1f} s ({cpu:.1f} s CPU)"
    return [Row("install the template into an empty workspace", figure, "", "", "< 20 s")]


def _installed(data: Path) -> tuple[float, float]:
    variables = {**environment("huiliu.server.settings", ""), "HUILIU_DATA": str(data)}
    done = subprocess.run(
        [sys.executable, "-c", _CHILD], cwd=ROOT, env=variables, stdout=subprocess.PIPE, text=True,
        check=True,
    )  # fmt: skip
    wall, cpu = map(float, done.stdout.split())
    return wall, cpu
