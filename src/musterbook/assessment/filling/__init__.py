"""Whether it suffices, and in which months: fill, calendar, and what a shock brings down (rules 9, 10)."""
