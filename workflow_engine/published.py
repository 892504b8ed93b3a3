"""Where viewflow looks for our flow classes: ``workflow_engine/published.F42_9f0c12ab34cd``.

viewflow stores that reference with every process and loads it by ``getattr`` on this module. So a
worker that meets an unknown name compiles it from its immutable row: no generated file, no
message between workers, no patch. An unknown row raises AttributeError, which viewflow turns into
"no class": the process stays readable.
"""

from typing import Any

from workflow_engine import compiled


def __getattr__(name: str) -> Any:
    try:
        return compiled.get(name)
    except compiled.NoSuchVersion as error:
        raise AttributeError(str(error)) from None
