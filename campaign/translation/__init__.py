"""Exchange with translators: catalogues out and back, alignment, structure, locks."""
