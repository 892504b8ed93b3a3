"""One file per channel, found by its name."""
