"""What the updates become: feeds, calendars, texts."""
