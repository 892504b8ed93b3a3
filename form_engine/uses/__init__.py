"""Where a record is used, and what may not be done to it while it is."""
