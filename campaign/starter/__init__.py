"""What `campaign new campaign` writes beside pages, words and data; `$name` is filled in (string.Template)."""
