"""One package per kind of document; ``v1_to_v2.py`` in it turns format 1 into 2."""
