"""Reads records, never more than an ``Access`` lets see."""
