"""From one format of the ledger document to the next: ``v1_to_v2.py`` defines ``upgrade``."""
