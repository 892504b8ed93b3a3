"""From one format of the automation document to the next: ``v1_to_v2.py`` defines ``upgrade``."""
