"""Awareness-campaign site generator: the MkDocs plugin `campaign` and the command `campaign`."""

__version__ = "0.1.0"
