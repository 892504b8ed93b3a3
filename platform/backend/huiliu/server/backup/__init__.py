"""One file that holds a whole Huiliu: made while it runs, put back while it stands still."""
