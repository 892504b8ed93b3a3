"""What every test shares. Fakes are bound with ``ports.bound``, never patched in."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from huiliu.server.garbage import rarely

# How long an example takes says how busy the machine is.
BUSY = (HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture)
settings.register_profile(
    "huiliu", settings(settings.default, deadline=None, suppress_health_check=BUSY)
)
settings.load_profile("huiliu")

# Before Django reads its settings: tests never touch the data of a clone.
os.environ.setdefault("HUILIU_DATA", tempfile.mkdtemp(prefix="huiliu-test-"))
os.environ.setdefault("HUILIU_TESTING", "1")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Each mode runs what concerns it; nothing is skipped."""
    elsewhere = "embedded_only" if os.environ.get("HUILIU_DATABASE_URL") else "production_only"
    left_out = [item for item in items if item.get_closest_marker(elsewhere)]
    items[:] = [item for item in items if not item.get_closest_marker(elsewhere)]
    config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish() -> None:
    """As a server does once it is loaded."""
    rarely()


@pytest.fixture(autouse=True)
def _cheap_passwords(settings: pytest.FixtureRequest) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]


@pytest.fixture(autouse=True)
def _own_data_folder(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Uploads and the test clock of one test are not seen by the next."""
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    settings.MEDIA_ROOT = str(tmp_path / "files")  # type: ignore[attr-defined]
