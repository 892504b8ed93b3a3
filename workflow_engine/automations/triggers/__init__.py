"""Built-in triggers, one file each."""
