"""Where things are in a clone, and where data is kept."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path

BACKEND = Path(__file__).parents[3]
ROOT = BACKEND.parents[1]
WEB = ROOT / "platform" / "web"
WEB_OUT = Path(__file__).parents[1] / "static" / "app"


def use_data(folder: str | None) -> Path:
    """Before Django is loaded: its settings read the variable."""
    if folder is not None:
        os.environ["HUILIU_DATA"] = folder
    default = str(ROOT / ".data") if (ROOT / "pyproject.toml").is_file() else ".data"
    path = Path(os.environ.setdefault("HUILIU_DATA", default)).resolve()
    path.mkdir(parents=True, exist_ok=True, mode=0o700)
    return path


def load_django() -> None:
    """What is loaded stays: looking for rubbish in between is a sixth of the time it takes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "huiliu.server.settings")
    import django

    gc.disable()
    django.setup()
    gc.enable()


def say(words: str = "") -> None:
    print(words, flush=True)


def fail(words: str) -> int:
    print(f"huiliu: {words}", file=sys.stderr, flush=True)
    return 1
