"""What a host's own logs say of a campaign: how often what was opened, never by whom."""
