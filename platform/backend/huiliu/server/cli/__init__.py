"""``./huiliu``: one file per command."""
