"""Whether it suffices and for how long: fill, the calendar, the rotation plan (rules 9 to 11)."""
