"""What is known from before: only speed."""
