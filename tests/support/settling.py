"""Does every job that waits, past the workers: ``python -m tests.support.settling``."""

from __future__ import annotations


def settle() -> None:
    """Also what the jobs themselves leave, as far as it is due now."""
    from huiliu.server.jobs.runner import QUEUES, drain

    while any(drain(queue) for queue in QUEUES):
        pass


def main() -> None:
    from huiliu.server.cli.places import load_django

    load_django()
    settle()


if __name__ == "__main__":
    main()
