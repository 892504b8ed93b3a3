"""Rows that somebody else proposes for a subform of a record that is being filled in."""
