"""Runs documents through an engine when it is told to, and says what that cost.

``python -m bench.flow_client ours|hand`` reads the ids as JSON, says ``ready``, and answers each
line: ``votes`` (µs of CPU for a document from its start over five votes to its end), ``crowd``
(statements that start a countersign of 200) and ``todo`` (ms of a member's list of 10,000 tasks).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

DOCUMENTS = 12


def main(side: str) -> None:
    ids = json.loads(sys.stdin.readline())
    from bench import flow_by_hand, flow_ours

    what: Mapping[str, Callable[[], Any]]
    what = flow_ours.of(ids) if side == "ours" else flow_by_hand.of()
    print("ready", flush=True)
    for line in sys.stdin:
        name = line.strip()
        answer = cpu_of(what["document"]) if name == "votes" else what[name]()
        print(json.dumps(answer), flush=True)


def cpu_of(document: Callable[[], Any]) -> float:
    before = time.process_time()
    for _ in range(DOCUMENTS):
        if document() != "approved":
            raise RuntimeError("a document was not approved")
    return (time.process_time() - before) / DOCUMENTS * 1e6


if __name__ == "__main__":
    main(sys.argv[1])
