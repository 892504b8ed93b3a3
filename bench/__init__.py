"""Side-by-side measurements: the platform, the same written by hand in Django, the raw database.

``python -m bench postgres://user@127.0.0.1:5432 [post list race …]`` makes databases of its own on
that server, runs both sides in turn in one run and prints ratios. The figures we saw, with the
command, are in ``RESULTS.md``.
"""
