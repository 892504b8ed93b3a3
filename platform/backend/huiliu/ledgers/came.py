"""Which entries brought something, and which took something away."""


def came(column: str) -> str:
    """SQL on entries: the undoing of what came is less that came. ``column``: quoted, with its
    table's alias where there is one."""
    alias = column.rpartition(".")[0]
    reverses = f"{alias}.reverses" if alias else "reverses"
    return f"({column} > 0) = ({reverses} IS NULL)"
