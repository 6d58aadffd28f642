"""Every file of a site as data or bytes, and the swap."""
