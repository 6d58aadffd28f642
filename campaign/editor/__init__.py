"""The web editor: forms made from the campaign's schema, over the working folder or over a Git host."""
