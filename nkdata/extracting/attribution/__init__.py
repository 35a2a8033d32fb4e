"""Who said what, through whom, how firmly."""
