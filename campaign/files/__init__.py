"""Files that strangers wrote, read safely; what is wrong with them, as data."""
