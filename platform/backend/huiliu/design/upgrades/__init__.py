"""One file a change of format: ``v1_to_v2.py`` turns format 1 into 2."""
