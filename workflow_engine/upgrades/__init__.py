"""From one format of the flow document to the next: one file ``v1_to_v2.py`` with ``upgrade`` each.

Saved examples of every past format stay in ``tests/upgrades/flow`` for ever.
"""
