"""``./huiliu storage-check``: compares the tables of records with what was published."""

from __future__ import annotations

import argparse

from huiliu.server.cli.places import load_django, say, use_data


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./huiliu storage-check", description=__doc__)
    parser.add_argument("--fix", action="store_true", help="create what is missing")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    use_data(options.data)
    load_django()
    from form_engine import api as forms

    if options.fix:
        say(f"{forms.mend()} steps done")
    drift = forms.find_drift()
    for one in drift:
        say(f"{one.form} (version {one.version}): {one.operation} {one.target} is missing")
    say("The tables are as they were published." if not drift else f"{len(drift)} differences")
    return 1 if drift else 0
