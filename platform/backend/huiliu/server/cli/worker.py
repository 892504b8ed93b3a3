"""A worker of its own, for other machines: does jobs and nothing else."""

from __future__ import annotations

import argparse

from huiliu.server.cli.places import fail, load_django, use_data
from huiliu.server.cli.serve import worker_words


def run(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="./huiliu worker", description=__doc__)
    parser.add_argument("--data")
    parser.add_argument("--concurrency", type=int, default=2)
    parser.add_argument(
        "--queue", choices=("default", "long"), default="default", help="short jobs, or long ones"
    )
    options = parser.parse_args(arguments)
    use_data(options.data)
    load_django()
    from django.conf import settings

    if settings.EMBEDDED:
        return fail("a worker needs HUILIU_REDIS_URL. Without Redis, `up` does the jobs itself.")
    from huiliu.server.celery import app

    app.worker_main(worker_words(options.queue, options.concurrency))
    return 0
