"""How fast it is, side by side with the plain stack: `make bench`."""
