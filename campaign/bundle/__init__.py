"""Copies of the built site to take away: a ZIP of all of it, and one for each language, that open from a disk."""
