"""One fact each: contact, figure, term, outward link, drawing, day, entry of the ledger."""
