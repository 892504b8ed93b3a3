"""What ``./huiliu`` runs once its environment exists."""

from __future__ import annotations

import importlib
import sys

COMMANDS = {
    "up": "Start Huiliu: prepare what is missing, then serve.",
    "serve": "Serve only; nothing is prepared. For service managers.",
    "worker": "Do jobs (production, with Redis). `up` starts one by itself.",
    "test": "Run all tests.",
    "check": "Run every linter, type checker and drift check.",
    "types": "Write the TypeScript types of the HTTP API.",
    "storage-check": "Compare the tables with what was published; --fix mends.",
    "backup": "Write everything into one file.",
    "restore": "Put such a file back.",
    "password": "Set a member's password.",
    "import-bpmn": "Bring in a flow of another system, or run it at once (--run).",
    "manage": "Django's own commands.",
}


def main(arguments: list[str]) -> int:
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        print(_explained())
        return 0 if name in ("help", "-h", "--help") else 2
    module = importlib.import_module(f"huiliu.server.cli.{name.replace('-', '_')}")
    return int(module.run(arguments[1:]) or 0)


def _explained() -> str:
    lines = [f"  ./huiliu {name:<14} {words}" for name, words in COMMANDS.items()]
    return "\n".join(
        [
            "Huiliu 汇流: build forms, approvals and ledgers, and run a company on them.",
            "",
            *lines,
            "",
            "Start with ./huiliu up. Every command knows --help.",
        ]
    )


def entry() -> None:
    """The command ``huiliu`` of an installed package."""
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    entry()
