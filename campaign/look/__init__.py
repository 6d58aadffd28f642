"""The look, a theme for MkDocs that extends Material: templates, components, styles, scripts, sheets. See README.md."""
