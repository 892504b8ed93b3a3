"""Django's own commands, with our settings."""

from __future__ import annotations

from huiliu.server.cli.places import load_django, use_data


def run(arguments: list[str]) -> int:
    use_data(None)
    load_django()
    from django.core.management import execute_from_command_line

    execute_from_command_line(["./huiliu manage", *arguments])
    return 0
