"""Reading: bytes of any supported format become articles.  One module a format, found by content."""

from nkdata.reading.articles import read_articles
from nkdata.reading.record import Fields

__all__ = ["Fields", "read_articles"]
