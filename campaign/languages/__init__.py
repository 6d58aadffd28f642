"""One language: its words, dates, numbers and script."""
