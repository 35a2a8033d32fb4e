"""Actors and places, by the reference tables and as the text has them."""
