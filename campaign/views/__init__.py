"""Values and style for templates."""
