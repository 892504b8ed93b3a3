"""One file a step of the bundle's format: ``v1_to_v2.py`` defines ``upgrade``."""
