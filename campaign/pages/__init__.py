"""One page: front matter, Markdown, blocks, references, clean HTML."""
