"""Secrets of a workspace: written by administrators, used by name, shown to nobody."""
