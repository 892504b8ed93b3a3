"""A second, separate implementation of the trade template's arithmetic: see README.md."""
