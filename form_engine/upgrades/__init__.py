"""From one format of the form document to the next: ``v1_to_v2.py`` defines ``upgrade``.

Saved examples of every past format stay in ``tests/upgrades/form`` for ever.
"""
