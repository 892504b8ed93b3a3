"""Reports: the records of a form with what ledgers know of them. See README.md."""
