"""Where two expectations differ: ``path · expected · got``, exactly, lists in order."""

from __future__ import annotations

from typing import Any


def differences(got: Any, expected: Any, path: str = "") -> list[str]:
    if isinstance(got, dict) and isinstance(expected, dict):
        keys = [*expected, *(key for key in got if key not in expected)]
        pairs = [(f"{path}.{key}", got.get(key), expected.get(key)) for key in keys]
    elif isinstance(got, list) and isinstance(expected, list) and len(got) == len(expected):
        pairs = [(f"{path}[{n}]", *both) for n, both in enumerate(zip(got, expected, strict=True))]
    else:
        return [] if got == expected else [f"{path} · {expected} · {got}"]
    return [line for there, one, other in pairs for line in differences(one, other, there)]
