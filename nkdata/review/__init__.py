"""Review: what a person confirmed, corrected, rejected or added, kept apart from what was extracted."""
