"""One file a step of the format: ``v1_to_v2.py`` defines ``upgrade``."""
