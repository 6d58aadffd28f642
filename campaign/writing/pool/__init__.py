"""Taking pages over from another campaign, with their facts, and being told when the originals change."""
