"""Where a ledger keeps what its costs are made of: stored with it, never derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from huiliu.ledgers.cost_rules import Costing, Method


@dataclass(frozen=True)
class CostStorage:
    """``quantity`` and ``value`` are columns of measures, ``scope`` of dimensions."""

    method: Method
    quantity: str
    value: str
    scope: tuple[str, ...]
    number: int
    """Of the generation that brought this way of costing."""
    pools: str
    changes: str

    def same_way(self, other: CostStorage) -> bool:
        mine = self.method, self.quantity, self.value, self.scope
        return mine == (other.method, other.quantity, other.value, other.scope)

    def as_json(self) -> dict[str, Any]:
        return {
            "method": self.method,
            "quantity": self.quantity,
            "value": self.value,
            "scope": list(self.scope),
            "number": self.number,
            "pools": self.pools,
            "changes": self.changes,
        }

    @classmethod
    def of_json(cls, given: Mapping[str, Any]) -> CostStorage:
        return cls(**{**given, "scope": tuple(given["scope"])})


def cost_storage(
    ledger_id: int, costing: Costing | None, columns: Mapping[str, str], number: int
) -> CostStorage | None:
    """``columns``: those of dimensions and measures by id. Another way of costing is another table
    of pools, named after the generation that brought it: ``number``."""
    if costing is None:
        return None
    return CostStorage(
        costing.method,
        columns[costing.quantity],
        columns[costing.value],
        tuple(columns[id_] for id_ in costing.scope),
        number,
        f"l_{ledger_id}_p_{number}",
        f"l_{ledger_id}_c",
    )
