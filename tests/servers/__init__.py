"""The shipped configurations in real servers on this computer."""
