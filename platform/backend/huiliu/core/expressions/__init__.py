"""Formulas and conditions: what an admin writes, computed alike in Python, TypeScript and SQL."""
