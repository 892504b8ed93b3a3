"""Takes the pictures, tells what went wrong, and writes their index."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.e2e.conftest import FLAGS
from tests.e2e.screens import story
from tests.e2e.screens.camera import FOLDER, Camera
from tests.e2e.screens.index import write_index
from tests.e2e.screens.pages import GROUPS
from tests.e2e.screens.shot import SIZES
from tests.support.live import LiveServer, live_server, prepared_server


def main(wanted: Sequence[str]) -> int:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with _settled() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=list(FLAGS)
        )
        story.happen(browser, server.url)
        complaints = take(browser, server.url, wanted)
        browser.close()
    if not wanted:
        write_index(FOLDER, GROUPS)
    return 1 if complaints else 0


@contextmanager
def _settled() -> Iterator[LiveServer]:
    """Some time after it was installed: its jobs are done."""
    with (
        tempfile.TemporaryDirectory() as made,
        tempfile.TemporaryDirectory() as data,
        prepared_server(Path(made), "--demo") as untouched,
    ):
        untouched.tell("tests.support.settling")
        with live_server(Path(data), "--demo", like=untouched) as server:
            yield server


def take(browser: Browser, url: str, wanted: Sequence[str]) -> list[str]:
    cameras = [Camera(browser, url, size) for size in SIZES]
    for group in GROUPS:
        for camera in cameras:
            for shot in group.shots:
                if shot.fits(camera.size) and (not wanted or shot.name in wanted):
                    camera.take(shot)
    return [complaint for camera in cameras for complaint in camera.complaints]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
