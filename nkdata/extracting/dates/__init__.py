"""Date expressions as TIMEX3 and the days that they cover."""
