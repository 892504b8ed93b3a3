"""Notifications: rows first, then whatever brings them to people."""
