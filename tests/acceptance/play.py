"""Plays an acceptance story over HTTP and compares what it expects, exactly.

    python tests/acceptance/play.py STORY.json [--url URL] [--database sqlite|postgres]

One line a step; a difference as ``step · path · expected · got``. Exit code 0 if all matched.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in (ROOT, ROOT / "platform" / "backend"):
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))

from tests.acceptance.player.performance import Result, perform  # noqa: E402
from tests.acceptance.player.server import Place, started  # noqa: E402
from tests.acceptance.player.story import Story, load  # noqa: E402


def main(arguments: list[str]) -> int:
    options = _parser().parse_args(arguments)
    story = load(options.story)
    results = [_play(options, story, variant) for variant in _variants(options, story)]
    return 0 if all(result.matched for result in results) else 1


def _play(options: argparse.Namespace, story: Story, variant: str) -> Result:
    print(f"{story['id']} {variant}".rstrip(), flush=True)
    with _place(options) as place:
        return perform(story, place, _say, variant=variant, until=options.until)


def _say(line: str) -> None:
    print(line, flush=True)


def _variants(options: argparse.Namespace, story: Story) -> list[str]:
    """The story itself, then each variant in a company of its own. A server that runs already
    holds one company, and so plays one of them."""
    if options.variant is not None:
        return [options.variant]
    if options.url or options.until is not None:
        return [""]
    return ["", *story.get("variants", {})]


@contextmanager
def _place(options: argparse.Namespace) -> Iterator[Place]:
    if options.url:
        yield Place(options.url.rstrip("/"), options.login, options.password)
    else:
        with started(options.database) as place:
            yield place


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("story", type=Path)
    parser.add_argument("--url", help="a running, empty server, started with HUILIU_TESTING=1")
    parser.add_argument("--login", default="admin", help="its administrator")
    parser.add_argument("--password", default=os.environ.get("HUILIU_ADMIN_PASSWORD", ""))
    parser.add_argument("--database", choices=("sqlite", "postgres"), default="sqlite")
    parser.add_argument("--variant", help='one of the story\'s variants only; "" for the story')
    parser.add_argument("--until", type=int, help="the last step to play")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
