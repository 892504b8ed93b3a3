"""Class name → compiled flow class: the most recently used ones, and those somebody still holds.

A version never changes, so nothing is ever invalidated, in any process. viewflow compares classes
by identity, hence the weak map: an evicted class that is still in use comes back as itself.
"""

from __future__ import annotations

import re
import threading
import weakref
from collections import OrderedDict
from typing import TYPE_CHECKING

from viewflow.workflow import fields as viewflow_fields

if TYPE_CHECKING:
    from workflow_engine.compile import BaseFlow

LIMIT = 500
_NAME = re.compile(r"F(\d+)_([0-9a-f]{12})")
_recent: OrderedDict[str, type[BaseFlow]] = OrderedDict()
_alive: weakref.WeakValueDictionary[str, type[BaseFlow]] = weakref.WeakValueDictionary()
_lock = threading.RLock()


class NoSuchVersion(LookupError):
    pass


def get(name: str) -> type[BaseFlow]:
    with _lock:
        flow = _alive.get(name)
        if flow is None:
            flow = _alive[name] = _compile(name)
        _recent[name] = flow
        _recent.move_to_end(name)
        if len(_recent) > LIMIT:
            _make_room()
        return flow


def evict() -> None:
    """Forgets every class that nobody holds."""
    with _lock:
        _recent.clear()
        _forget_in_viewflow()


def _compile(name: str) -> type[BaseFlow]:
    from workflow_engine.compile import compile_flow
    from workflow_engine.models import FlowDefinition

    match = _NAME.fullmatch(name)
    if match is None:
        raise NoSuchVersion(f"'{name}' is not the name of a flow version")
    definition = FlowDefinition.objects.filter(pk=match[1], digest=match[2]).first()
    if definition is None:
        raise NoSuchVersion(f"there is no flow version {name}")
    return compile_flow(definition)


def _make_room() -> None:
    """A tenth at once: clearing viewflow's caches is all or nothing."""
    for _ in range(min(max(1, LIMIT // 10), len(_recent) - 1)):
        _recent.popitem(last=False)
    _forget_in_viewflow()


def _forget_in_viewflow() -> None:
    # Four unbounded caches hold every class and node that was ever resolved.
    viewflow_fields.import_flow_by_ref.cache_clear()
    viewflow_fields.get_flow_ref.cache_clear()
    viewflow_fields.import_task_by_ref.cache_clear()
    viewflow_fields.get_task_ref.cache_clear()
