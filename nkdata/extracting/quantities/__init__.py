"""Numbers with their units, bounds and conversions."""
