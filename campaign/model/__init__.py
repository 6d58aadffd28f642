"""All of a campaign together, frozen: settings, loading, permalinks, status."""
