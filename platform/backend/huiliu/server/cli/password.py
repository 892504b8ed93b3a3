"""Sets a member's password, for whoever sits at the machine and has lost theirs."""

from __future__ import annotations

import argparse
import getpass
import sys

from huiliu.server.cli.places import fail, load_django, say, use_data


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./huiliu password", description=__doc__)
    parser.add_argument("login")
    parser.add_argument("--data")
    options = parser.parse_args(arguments)
    use_data(options.data)
    load_django()
    from huiliu.org import api as org

    if not org.Account.objects.filter(login=options.login).exists():
        return fail(f"nobody has the login '{options.login}'.")
    org.set_password(options.login, _read())
    say("The password is set.")
    return 0


def _read() -> str:
    if sys.stdin.isatty():
        return getpass.getpass("New password: ")
    return sys.stdin.readline().rstrip("\n")
