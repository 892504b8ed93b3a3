"""``manage.py storage_check [--mend]``: are the tables of records what the forms say?"""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import BaseCommand, CommandError

from form_engine.storage_check import find_drift, mend


class Command(BaseCommand):
    help = "Finds tables, columns and indexes that published forms lack; --mend creates them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--mend", action="store_true", help="create what is missing")

    def handle(self, *args: object, **options: object) -> None:
        found = find_drift()
        for drift in found:
            self.stdout.write(f"{drift.form} v{drift.version}: {drift.operation} {drift.target}")
        if not found:
            self.stdout.write("The tables are what the forms say.")
        elif options["mend"]:
            self.stdout.write(f"Mended: {mend()} steps.")
        else:
            raise CommandError(f"{len(found)} things are missing. Run with --mend to create them.")
