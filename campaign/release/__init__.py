"""Copies of a site to take away; what others made."""
