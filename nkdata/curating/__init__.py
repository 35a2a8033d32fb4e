"""Rows of a user's own tables: out of the files that publishers ship, and out of what she confirmed in a collection."""
