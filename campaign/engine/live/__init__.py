"""The site while somebody writes: `campaign serve`."""
