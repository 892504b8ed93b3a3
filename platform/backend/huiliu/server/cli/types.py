"""``./huiliu types``: the TypeScript types of the HTTP API, from the schema the server serves."""

from __future__ import annotations

import argparse
import subprocess
import tempfile
from pathlib import Path

from huiliu.server.cli import web_build
from huiliu.server.cli.places import WEB, fail, load_django, say, use_data

OUT = WEB / "src" / "generated" / "api.ts"


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./huiliu types", description=__doc__)
    parser.add_argument("--check", action="store_true", help="only say whether they are current")
    options = parser.parse_args(arguments)
    use_data(None)
    load_django()
    made = _made()
    if options.check:
        if OUT.is_file() and OUT.read_text() == made:
            return 0
        return fail("the API's TypeScript types are out of date: run ./huiliu types")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(made)
    say(f"wrote {OUT.name}: {made.count(chr(10))} lines")
    return 0


def _made() -> str:
    from huiliu.server.http import json
    from huiliu.server.http.api import api

    npm, environment = web_build.npm_command()
    web_build.install(WEB)
    with tempfile.TemporaryDirectory() as folder:
        schema, out = Path(folder, "openapi.json"), Path(folder, "api.ts")
        schema.write_bytes(json.dumps(api.get_openapi_schema()))
        words = ["exec", "--", "openapi-typescript", str(schema), "-o", str(out)]
        subprocess.run([*npm, *words], cwd=WEB, env=environment, check=True, capture_output=True)
        return out.read_text()
