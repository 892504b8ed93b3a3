"""Documents that follow from others: what is open, what was taken, what may no longer be undone."""
