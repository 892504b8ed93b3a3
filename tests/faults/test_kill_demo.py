"""kill -9 in the middle of the first start: the next start finishes it, once."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.live import ROOT, LiveServer, new_server

# On PostgreSQL an install is killed and goes on in test_kill_job.
pytestmark = [pytest.mark.slow, pytest.mark.embedded_only]
COUNTS = """
import json
from collections import Counter
from form_engine.models import Form, FormVersion
from templates_library.models import SampleRecord
from huiliu.core import ports
from huiliu.journal.models import VoucherLine
from huiliu.ledgers import api as ledgers
from huiliu.org.models import Workspace
from huiliu.server.backup.database_copy import rows
app = ports.documents().app(Workspace.objects.get().pk, "jxc")
made = Counter(SampleRecord.objects.values_list("form", flat=True))
tables = {name.replace('"', "").rpartition(".")[2]: count for name, count in rows().items()}
stored = {form.key: tables[f"f_{form.pk}"] for form in Form.objects.all()}
vouched = VoucherLine.objects.exclude(voucher=None)
print(json.dumps({
    "vouchered": vouched.values("form", "record", "rule", "kind").distinct().count(),
    "versions": sorted(set(FormVersion.objects.values_list("number", flat=True))),
    "made": made, "stored": stored,
    "balances": len(ledgers.differences(ledgers.latest_plan(app).get("stock"))),
}))
"""


def test_a_demo_company_that_was_cut_off_is_finished_by_the_next_start(tmp_path: Path) -> None:
    with new_server(tmp_path) as server:
        for tenth in (2, 6):
            kill_at(server, tenth)
        assert (tmp_path / "demo").read_text() == "yes\n"
        server.start()
        assert (tmp_path / "demo").read_text() == "installed\n"
        found = json.loads(server.tell("huiliu.server.cli", "manage", "shell", "-v0", "-c", COUNTS))
    assert found["versions"] == [1]
    vouchers = found["stored"].pop("voucher")  # which documents make, twice for none of them
    assert 0 < vouchers == found["vouchered"]
    assert found["made"] == {form: n for form, n in found["stored"].items() if n}
    assert sum(found["made"].values()) > 100
    assert found["balances"] == 0


def kill_at(server: LiveServer, tenth: int) -> None:
    """``up`` until it says that so many tenths of the sample records are made."""
    words = ["up", "--data", str(server.data), "--no-build", "--prepare-only"]
    with subprocess.Popen(
        [sys.executable, "-m", "huiliu.server.cli", *words], cwd=ROOT, env=server.environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        for line in process.stdout:
            done, _, rest = line.strip().partition(" of ")
            if rest.endswith("records") and int(done) * 10 >= int(rest.split()[0]) * tenth:
                os.killpg(process.pid, signal.SIGKILL)
                break
        process.wait()
        assert process.returncode == -signal.SIGKILL
