"""Pictures of every page of the web app, PC and phone, light and dark.

``python -m tests.e2e.screens`` from the root of a checkout whose front end is built takes them on a
demo server of its own and writes them, with their index, to platform/docs/reference/screens;
``python -m tests.e2e.screens stock books-close`` takes only those and leaves the index alone.
"""
