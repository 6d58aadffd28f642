"""Every rule, one file a subject; `check.py` is the list."""
