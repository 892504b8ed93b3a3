"""``python -m tests.acceptance.oracle STORY.json [--write]``: compare, or fill in what is expected.

Prints one line a step; exits 1 when something differs (without ``--write``).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from .books import books
from .compare import differences
from .invariants import broken
from .permissions import checked
from .story import Company, final_reports, steps, variant


def played(story: dict[str, Any]) -> dict[str, Any]:
    """The story with every expected value as the oracle has it."""
    company = Company(story)
    done = [{**step, "expect": expect} for step, expect in steps(company, story)]
    reports = final_reports(company)
    variants = {name: variant(story, name) for name in story["variants"]}
    checks = [checked(company.world, check) for check in story["permission_checks"]]
    filled = {"final_reports": reports, "variants": variants, "permission_checks": checks}
    return {**story, "steps": done, **filled}


def main(path: Path, write: bool) -> int:
    story = json.loads(path.read_text())
    company, found = Company(story), []
    for step, expect in steps(company, story):
        here = broken(expect["state"], books(company.world))
        if not write:
            here += differences(expect, step["expect"])
        code = expect.get("error_code") or expect["result"]
        print(f"{step['no']:>3} {step['business_date']} {step['op']:<20} {code}  {step['title']}")
        found += [f"{step['no']} · {line}" for line in here]
    whole = played(story)
    if write:
        path.write_text(json.dumps(whole, ensure_ascii=False, indent=1) + "\n")
    for key in ("final_reports", "variants", "permission_checks"):
        found += [f"{key} · {line}" for line in differences(whole[key], story[key]) if not write]
    print("\n".join(found) or "all as expected")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), "--write" in sys.argv[2:]))
