"""Formats of ``journal``."""
